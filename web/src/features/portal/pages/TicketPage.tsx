import { Trans, useLingui } from '@lingui/react/macro';
import { Paper, Skeleton, Stack, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useMe } from '@/api/auth';
import { isApiError } from '@/api/errors';
import { ticketQuery } from '@/api/tickets';
import type { Ticket } from '@/api/types';
import { NotFoundPage } from '@/app/errors/NotFoundPage';
import { useWatchTicket } from '@/lib/live-rooms';
import { markSeen } from '@/lib/seen';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { ConversationSkeleton } from '@/ui/Skeletons';
import { Conversation } from '../components/Conversation';
import { Progress } from '../components/Progress';
import { TicketFacts } from '../components/TicketFacts';
import { plainState } from '../model';
import classes from './TicketPage.module.css';

const SolvedQuestion = lazy(() => import('../components/SolvedQuestion'));
/** The messages come first; the box to answer in is drawn a moment later, in a space kept for it. */
const ReplyBox = lazy(() => import('../components/ReplyBox'));
const RateIt = lazy(() => import('../components/RateIt'));
const Sent = lazy(() => import('../components/Sent'));
const route = getRouteApi('/signed-in/tickets/$number');

/** The requester's view: messages and four plain states, nothing internal. */
export function TicketPage() {
  const { t } = useLingui();
  const { number } = route.useParams();
  const { data: ticket, isPending, isError, error, refetch } = useQuery(ticketQuery(number));
  useWatchTicket(ticket?.id);
  const me = useMe();
  useEffect(() => {
    if (ticket) markSeen(me.id, ticket);
  }, [me.id, ticket]);
  if (isApiError(error, 404)) return <NotFoundPage />;
  return (
    <Page
      title={ticket?.title ?? t`Ticket ${number}`}
      lead={ticket && <Lead ticket={ticket} />}
      above={<Back />}
    >
      {isPending && <ConversationSkeleton />}
      {isError && <ErrorState error={error} onRetry={() => void refetch()} />}
      {ticket && <Body ticket={ticket} number={number} />}
    </Page>
  );
}

function Back() {
  return (
    <TextLink to="/tickets" size="sm" className={classes.back}>
      <IconArrowLeft size={16} aria-hidden /> <Trans>My tickets</Trans>
    </TextLink>
  );
}

function Lead({ ticket }: { ticket: Ticket }) {
  return (
    <span className="numeric">
      {ticket.number} · {ticket.subcategory ? `${ticket.category} › ${ticket.subcategory}` : ticket.category}
    </span>
  );
}

function Body({ ticket, number }: { ticket: Ticket; number: string }) {
  const { created, rate } = route.useSearch();
  const reply = useRef<HTMLTextAreaElement>(null);
  return (
    <div className={classes.columns}>
      <Stack gap="lg" miw={0}>
        <Suspense>{created && <Sent ticket={ticket} />}</Suspense>
        <Progress state={plainState(ticket)} />
        {ticket.status === 'resolved' && (
          <Paper withBorder p="md" className={classes.question}>
            <Stack gap="sm">
              <Text fw={600}>
                <Trans>Did this fix it?</Trans>
              </Text>
              {ticket.resolution_summary && <Text size="sm">{ticket.resolution_summary}</Text>}
              <Suspense fallback={<Skeleton h={36} w={280} />}>
                <SolvedQuestion id={ticket.id} onReopened={() => reply.current?.focus()} />
              </Suspense>
            </Stack>
          </Paper>
        )}
        {(ticket.status === 'resolved' || ticket.status === 'closed') && (
          <Suspense>
            <RateIt id={ticket.id} proposed={rate} />
          </Suspense>
        )}
        <Conversation ticket={ticket} name={number} />
        {ticket.status === 'closed' ? (
          <Closed id={ticket.id} />
        ) : (
          <Suspense fallback={<Skeleton h={150} />}>
            <ReplyBox ticket={ticket} name={number} inputRef={reply} />
          </Suspense>
        )}
      </Stack>
      <TicketFacts ticket={ticket} />
    </div>
  );
}

function Closed({ id }: { id: string }) {
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          <Trans>This ticket is closed. If it came back, reopen it and tell us what you see.</Trans>
        </Text>
        <Suspense fallback={<Skeleton h={36} w={140} />}>
          <SolvedQuestion id={id} closed />
        </Suspense>
      </Stack>
    </Paper>
  );
}
