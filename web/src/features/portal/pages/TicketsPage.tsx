import { Trans, useLingui } from '@lingui/react/macro';
import { Box, Button, Stack } from '@mantine/core';
import { IconSearchOff, IconTicket } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ticketListQuery } from '@/api/tickets';
import { Choice } from '@/ui/Choice';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { FilterBar } from '@/ui/FilterBar';
import { ButtonLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { CardsSkeleton } from '@/ui/Skeletons';
import { TicketCard } from '../components/TicketCard';
import { type ListTab, plainState, tabFilters } from '../model';

const route = getRouteApi('/signed-in/tickets');

export function TicketsPage() {
  const { t } = useLingui();
  const { tab = 'open', q } = route.useSearch();
  const navigate = route.useNavigate();
  const go = (next: { tab?: ListTab | undefined; q?: string | undefined }) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true });
  return (
    <Page title={t`My tickets`} width="narrow">
      <Box mb="md">
        <Choice
          label={t`Which tickets`}
          value={tab}
          onChange={(value: ListTab) => go({ tab: value })}
          options={[
            { value: 'open', label: t`Open` },
            { value: 'waiting', label: t`Waiting for you` },
            { value: 'done', label: t`Done` },
          ]}
        />
      </Box>
      <FilterBar
        search={q ?? ''}
        onSearch={(text) => go({ q: text || undefined })}
        searchLabel={t`Search my tickets`}
      />
      <List tab={tab} q={q} onClear={() => go({ q: undefined })} />
    </Page>
  );
}

function List({ tab, q, onClear }: { tab: ListTab; q: string | undefined; onClear: () => void }) {
  const { data, isPending, isError, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(ticketListQuery(tabFilters(tab, q)));
  if (isPending) return <CardsSkeleton count={4} />;
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const all = data.pages.flatMap((page) => page.items);
  const items = tab === 'waiting' ? all.filter((ticket) => plainState(ticket) === 'waiting') : all;
  if (items.length === 0) return q ? <NothingFound onClear={onClear} /> : <NothingYet tab={tab} />;
  return (
    <Stack gap="sm">
      {items.map((ticket) => (
        <TicketCard key={ticket.id} ticket={ticket} />
      ))}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </Stack>
  );
}

function NothingFound({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={IconSearchOff}
      title={<Trans>No ticket fits your search</Trans>}
      action={
        <Button variant="light" onClick={onClear}>
          <Trans>Clear the search</Trans>
        </Button>
      }
    />
  );
}

function NothingYet({ tab }: { tab: ListTab }) {
  if (tab === 'waiting') {
    return (
      <EmptyState
        icon={IconTicket}
        title={<Trans>Nothing waits for you</Trans>}
        text={<Trans>When we need an answer from you, it shows up here.</Trans>}
      />
    );
  }
  if (tab === 'done') {
    return (
      <EmptyState
        icon={IconTicket}
        title={<Trans>Nothing is closed yet</Trans>}
        text={<Trans>Tickets that are solved and confirmed are kept here.</Trans>}
      />
    );
  }
  return (
    <EmptyState
      icon={IconTicket}
      title={<Trans>No open tickets</Trans>}
      text={<Trans>Everything you reported is solved.</Trans>}
      action={
        <ButtonLink to="/new" variant="light">
          <Trans>Report a problem</Trans>
        </ButtonLink>
      }
    />
  );
}
