import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Stack } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { type ApprovalView, approvalsQuery } from '@/api/approvals';
import { APPROVAL_VIEW_LABELS } from '@/ui/approvals/labels';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { CardsSkeleton } from '@/ui/Skeletons';
import { ViewTabs } from '@/ui/ViewTabs';
import { ApprovalCard } from '../components/ApprovalCard';
import { type ApprovalTab, TABS } from '../tabs';

const Delegations = lazy(async () => ({ default: (await import('../components/Delegations')).Delegations }));
const route = getRouteApi('/signed-in/approvals');

/** What waits for one's yes or no, what one said, and who decides while one is away. */
export function ApprovalsPage() {
  const { t } = useLingui();
  const { tab = 'pending' } = route.useSearch();
  const navigate = route.useNavigate();
  const pending = useInfiniteQuery(approvalsQuery('pending'));
  const waiting = pending.data?.pages[0]?.total ?? undefined;
  const label = (one: ApprovalTab) =>
    one === 'delegated' ? t`While you are away` : t(APPROVAL_VIEW_LABELS[one]);
  return (
    <Page title={t`Approvals`} lead={<Trans>Nobody decides on what they asked for themselves.</Trans>}>
      <ViewTabs<ApprovalTab>
        label={t`Lists of approvals`}
        value={tab}
        onChange={(next) => void navigate({ search: { tab: next }, replace: true })}
        options={TABS.map((one) => ({
          value: one,
          label: label(one),
          count: one === 'pending' ? waiting : undefined,
        }))}
      />
      <Suspense fallback={<CardsSkeleton />}>
        {tab === 'delegated' ? <Delegations /> : <List view={tab} />}
      </Suspense>
    </Page>
  );
}

function List({ view }: { view: ApprovalView }) {
  const list = useInfiniteQuery(approvalsQuery(view));
  if (list.isPending) return <CardsSkeleton />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const approvals = list.data.pages.flatMap((page) => page.items);
  if (approvals.length === 0)
    return (
      <EmptyState
        icon={IconChecks}
        title={view === 'pending' ? <Trans>Nothing waits for you</Trans> : <Trans>Nothing here yet</Trans>}
        text={<Trans>Who is asked is told by mail, and finds it here.</Trans>}
      />
    );
  return (
    <Stack gap="md">
      {approvals.map((approval) => (
        <ApprovalCard key={approval.id} approval={approval} isOpen={view === 'pending'} />
      ))}
      {list.hasNextPage && (
        <Button variant="default" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </Stack>
  );
}
