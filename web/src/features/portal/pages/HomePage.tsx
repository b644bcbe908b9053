import { Trans, useLingui } from '@lingui/react/macro';
import { Paper, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconArrowRight, IconBug, IconPackage, IconTicket } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useMe } from '@/api/auth';
import { ticketListQuery } from '@/api/tickets';
import type { TicketSummary } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { BlockLink, TextLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { CardsSkeleton } from '@/ui/Skeletons';
import { TicketCard } from '../components/TicketCard';
import { plainState, tabFilters } from '../model';
import classes from './HomePage.module.css';

const KnownIssues = lazy(() => import('@/ui/status/KnownIssues'));
const SolvedQuestion = lazy(() => import('../components/SolvedQuestion'));

/** How many tickets the start page shows; the rest is one click away. */
const SHOWN = 4;

export function HomePage() {
  const { t } = useLingui();
  const me = useMe();
  const first = me.name.split(' ')[0] ?? me.name;
  return (
    <Page
      title={t`Hello ${first}, what do you need?`}
      lead={<Trans>Tell us in your own words. We find the right people.</Trans>}
    >
      <Stack gap="xl">
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
          <BlockLink to="/new" search={{ type: 'incident' }} className={classes.tile} data-main>
            <IconBug size={28} stroke={1.6} aria-hidden />
            <span className={classes.tileTitle}>
              <Trans>Report a problem</Trans>
            </span>
            <span className={classes.tileText}>
              <Trans>Something does not work</Trans>
            </span>
          </BlockLink>
          <BlockLink to="/new" search={{ type: 'service_request' }} className={classes.tile}>
            <IconPackage size={28} stroke={1.6} aria-hidden />
            <span className={classes.tileTitle}>
              <Trans>Request something</Trans>
            </span>
            <span className={classes.tileText}>
              <Trans>Access, hardware, software, an account</Trans>
            </span>
          </BlockLink>
          <BlockLink to="/tickets" className={classes.tile}>
            <IconTicket size={28} stroke={1.6} aria-hidden />
            <span className={classes.tileTitle}>
              <Trans>My tickets</Trans>
            </span>
            <span className={classes.tileText}>
              <Trans>Follow and answer what you raised</Trans>
            </span>
          </BlockLink>
        </SimpleGrid>
        <Suspense>
          <KnownIssues />
        </Suspense>
        <NeedsYou />
        <Recent />
        <TextLink to="/status" size="sm">
          <Trans>Service status</Trans>
        </TextLink>
      </Stack>
    </Page>
  );
}

function useWaiting() {
  const { data } = useInfiniteQuery(ticketListQuery(tabFilters('waiting', undefined)));
  return (data?.pages[0]?.items ?? []).filter((ticket) => plainState(ticket) === 'waiting');
}

/** Only there when something waits for this person. */
function NeedsYou() {
  const waiting = useWaiting().slice(0, SHOWN);
  if (waiting.length === 0) return null;
  return (
    <section>
      <Title order={2} mb="sm">
        <Trans>Needs you</Trans>
      </Title>
      <Stack gap="sm">
        {waiting.map((ticket) => (
          <Waiting key={ticket.id} ticket={ticket} />
        ))}
      </Stack>
    </section>
  );
}

function Waiting({ ticket }: { ticket: TicketSummary }) {
  if (ticket.status !== 'resolved') return <TicketCard ticket={ticket} />;
  return (
    <Paper withBorder p="md" className={classes.waiting}>
      <Stack gap="sm">
        <div>
          <Text size="sm" c="dimmed">
            <Trans>We think this is solved. Does it work for you?</Trans>
          </Text>
          <TextLink to="/tickets/$number" params={{ number: ticket.number }} fw={600}>
            {ticket.title}
          </TextLink>
        </div>
        <Suspense fallback={<Skeleton h={36} w={280} />}>
          <SolvedQuestion id={ticket.id} />
        </Suspense>
      </Stack>
    </Paper>
  );
}

function Recent() {
  const { data, isPending, isError, error, refetch } = useInfiniteQuery(
    ticketListQuery(tabFilters('open', undefined)),
  );
  if (isPending) return <CardsSkeleton />;
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const items = (data.pages[0]?.items ?? []).filter((ticket) => plainState(ticket) !== 'waiting');
  if (items.length === 0) return null;
  return (
    <section>
      <div className={classes.heading}>
        <Title order={2}>
          <Trans>Your open tickets</Trans>
        </Title>
        <TextLink to="/tickets" size="sm" className={classes.more}>
          <Trans>See all</Trans> <IconArrowRight size={15} aria-hidden />
        </TextLink>
      </div>
      <Stack gap="sm">
        {items.slice(0, SHOWN).map((ticket) => (
          <TicketCard key={ticket.id} ticket={ticket} />
        ))}
      </Stack>
    </section>
  );
}
