import { Trans, useLingui } from '@lingui/react/macro';
import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useMe } from '@/api/auth';
import { attachmentsQuery, commentsQuery } from '@/api/tickets';
import type { Attachment, NamedRef, Ticket } from '@/api/types';
import { useNow } from '@/lib/clock';
import { formatRelative, fullMoment } from '@/lib/time';
import { ErrorState } from '@/ui/ErrorState';
import { PersonChip } from '@/ui/PersonChip';
import classes from './Conversation.module.css';

const AttachmentList = lazy(() => import('@/ui/AttachmentList'));
const ANSWERABLE = new Set(['new', 'in_progress', 'reopened']);

interface Message {
  id: string;
  author: NamedRef | null;
  body: string;
  at: string;
  files: Attachment[];
}

interface Props {
  ticket: Ticket;
  /** How the address names the ticket: its queries are kept under this name. */
  name: string;
}

export function Conversation({ ticket, name }: Props) {
  const { t } = useLingui();
  const comments = useQuery(commentsQuery(name));
  const attachments = useQuery(attachmentsQuery(name));
  const files = attachments.data?.items ?? [];
  const first: Message = {
    id: ticket.id,
    author: ticket.requester,
    body: ticket.description,
    at: ticket.created_at,
    files: files.filter((file) => !file.comment_id),
  };
  const replies = (comments.data?.items ?? []).map((comment) => ({
    ...comment,
    at: comment.created_at,
    files: files.filter((file) => file.comment_id === comment.id),
  }));
  return (
    <section aria-label={t`Messages`} aria-live="polite">
      <Stack gap="md">
        {[first, ...replies].map((message) => (
          <Bubble key={message.id} message={message} ticketId={ticket.id} />
        ))}
        {comments.isError && <ErrorState error={comments.error} onRetry={() => void comments.refetch()} />}
        {comments.isSuccess && replies.length === 0 && ANSWERABLE.has(ticket.status) && (
          <Text size="sm" c="dimmed" ta="center">
            <Trans>No answer yet. You will get a mail as soon as there is one.</Trans>
          </Text>
        )}
      </Stack>
    </section>
  );
}

function Bubble({ message, ticketId }: { message: Message; ticketId: string }) {
  const me = useMe();
  const now = useNow();
  return (
    <article className={classes.bubble} data-own={message.author?.id === me.id || undefined}>
      <header className={classes.head}>
        {message.author ? <PersonChip person={message.author} /> : <Trans>Service desk</Trans>}
        <time dateTime={message.at} title={fullMoment(message.at)} className={classes.time}>
          {formatRelative(message.at, now)}
        </time>
      </header>
      <p className={classes.text}>{message.body}</p>
      <Suspense>
        {message.files.length > 0 && <AttachmentList ticketId={ticketId} files={message.files} />}
      </Suspense>
    </article>
  );
}
