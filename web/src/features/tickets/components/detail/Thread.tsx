import { Trans, useLingui } from '@lingui/react/macro';
import { Box, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import { timelineQuery } from '@/api/desk';
import { attachmentsQuery, commentsQuery } from '@/api/tickets';
import type { Ticket } from '@/api/types';
import { Choice } from '@/ui/Choice';
import { ErrorState } from '@/ui/ErrorState';
import { ConversationSkeleton } from '@/ui/Skeletons';
import { buildThread, type ThreadFilter } from '../../thread-model';
import { EventFold } from './EventFold';
import { MessageCard } from './MessageCard';

const MergeNotices = lazy(() => import('../merging/MergeNotices'));

interface Props {
  ticket: Ticket;
  /** How the address names the ticket: its queries are kept under this name. */
  name: string;
  works: boolean;
}

/** Messages, notes and what happened between them. */
export function Thread({ ticket, name, works }: Props) {
  const { t } = useLingui();
  const [filter, setFilter] = useState<ThreadFilter>('all');
  const comments = useQuery(commentsQuery(name));
  const files = useQuery(attachmentsQuery(name));
  const timeline = useQuery(timelineQuery(name));
  const items = useMemo(
    () =>
      buildThread(
        {
          ticket,
          comments: comments.data?.items ?? [],
          files: files.data?.items ?? [],
          timeline: timeline.data?.items ?? [],
        },
        filter,
      ),
    [ticket, comments.data, files.data, timeline.data, filter],
  );
  const merged =
    ticket.merged_into_id !== null || timeline.data?.items.some(({ action }) => action === 'ticket.absorbed');
  if (comments.isPending) return <ConversationSkeleton />;
  return (
    <section aria-label={t`Conversation`}>
      <Box mb="sm">
        <Choice
          compact
          label={t`What to show`}
          value={filter}
          onChange={setFilter}
          options={[
            { value: 'all', label: t`All` },
            { value: 'public', label: t`Public` },
            { value: 'internal', label: t`Internal` },
          ]}
        />
      </Box>
      <Stack gap="md" aria-live="polite">
        <Suspense>{works && merged && <MergeNotices ticket={ticket} name={name} />}</Suspense>
        {items.map((item) =>
          item.kind === 'message' ? (
            <MessageCard key={item.id} message={item} ticket={ticket} works={works} />
          ) : (
            <EventFold key={item.id} group={item} number={ticket.number} />
          ),
        )}
        {items.length === 0 && (
          <Text size="sm" c="dimmed" ta="center" py="lg">
            <Trans>No internal note yet.</Trans>
          </Text>
        )}
        {comments.isError && <ErrorState error={comments.error} onRetry={() => void comments.refetch()} />}
      </Stack>
    </section>
  );
}
