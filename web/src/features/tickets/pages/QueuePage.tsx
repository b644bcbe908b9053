import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Text, Title } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useMe } from '@/api/auth';
import type { TicketSummary } from '@/api/types';
import { can } from '@/lib/permissions';
import { type QueueSearch, VIEW_NAMES } from '@/lib/queue-search';
import { RowsSkeleton } from '@/ui/Skeletons';
import { ActionHost } from '../components/actions/ActionHost';
import { useActions } from '../components/actions/store';
import { useChange } from '../components/actions/use-change';
import classes from '../components/queue/Queue.module.css';
import { Rows } from '../components/queue/Rows';
import { useQueue } from '../components/queue/use-queue';
import { useSaved } from '../components/queue/use-saved';
import { useSplit } from '../components/queue/use-split';
import { ViewMenu } from '../components/queue/ViewMenu';
import { ViewTabs } from '../components/queue/ViewTabs';
import { VIEW_LABELS } from '../labels';
import { lazyPart } from '../lazy-part';
import { activeFilters, cleared, isFiltered, listFilters, viewOf } from '../search';

/** Seen after a first row is selected, and where there is no row at all. */
const BulkBar = lazyPart(() => import('../components/queue/BulkBar'), 'BulkBar');
const QueueKeys = lazyPart(() => import('../components/queue/QueueKeys'), 'QueueKeys');
const TicketPane = lazyPart(() => import('../components/queue/TicketPane'), 'TicketPane');
/** Rows come first; the filters are drawn a moment later, in a space kept for them. */
const QueueFilters = lazyPart(() => import('../components/queue/QueueFilters'), 'QueueFilters');
const FilterChips = lazyPart(() => import('../components/queue/FilterChips'), 'FilterChips');
const QueueExport = lazyPart(() => import('../components/queue/QueueExport'), 'QueueExport');
const QueueEmpty = lazyPart(() => import('../components/queue/QueueEmpty'), 'QueueEmpty');

const route = getRouteApi('/signed-in/desk/queue');
const NOTHING: ReadonlySet<string> = new Set();

/** The work of the desk: views, filters, rows, and what can be done with them. */
export function QueuePage() {
  const { t } = useLingui();
  const me = useMe();
  const saved = useSaved(route.useSearch());
  const { search } = saved;
  const navigate = route.useNavigate();
  const view = viewOf(search, me);
  const filters = listFilters(search, me);
  const queue = useQueue(filters, saved.ready, saved.view?.grouping);
  const [split, toggleSplit] = useSplit();
  const [selected, setSelected] = useState(NOTHING);
  const [active, setActive] = useState<TicketSummary | null>(null);
  const { mutate } = useChange();

  const go = useCallback((next: QueueSearch) => void navigate({ search: next }), [navigate]);
  const take = useCallback(
    (tickets: TicketSummary[]) =>
      mutate({ tickets, change: { kind: 'assign', assign: { assignee_id: 'me' } } }),
    [mutate],
  );
  const takeOne = useCallback((ticket: TicketSummary) => take([ticket]), [take]);
  const picked = useMemo(() => queue.rows.filter(({ id }) => selected.has(id)), [queue.rows, selected]);
  const targets = useMemo(() => (picked.length > 0 ? picked : active ? [active] : []), [picked, active]);
  const clear = useCallback(() => {
    setSelected(NOTHING);
    go(cleared(search, me));
  }, [go, search, me]);
  const takeTargets = useCallback(() => take(targets), [take, targets]);
  const openView = useCallback((index: number) => go({ view: VIEW_NAMES[index] }), [go]);
  useEffect(() => {
    document.title = `${saved.view?.name ?? t(VIEW_LABELS[view])} · Madison88 IT`;
  }, [view, saved.view?.name, t]);

  return (
    <div className={classes.page}>
      <Suspense>
        <QueueKeys
          targets={targets}
          onTake={takeTargets}
          onView={openView}
          onClear={clear}
          onNew={queue.showNew}
          onSplit={toggleSplit}
        />
      </Suspense>
      <header className={classes.top}>
        <Title order={1} className={classes.title}>
          <Trans>Queue</Trans>
        </Title>
        {isFiltered(search) && (
          <Button variant="subtle" color="gray" size="compact-sm" ml="auto" onClick={clear}>
            <Trans>Clear filters</Trans>
          </Button>
        )}
        <Total total={queue.total} isEstimate={queue.isEstimate} hidden={queue.isPending} />
        {can(me, 'dashboards.read') && (
          <Suspense>
            <QueueExport search={search} />
          </Suspense>
        )}
      </header>
      <ViewTabs active={view} saved={search.saved} ready={!queue.isPending}>
        <ViewMenu
          search={search}
          view={saved.view}
          isChanged={saved.isChanged}
          split={split}
          onSplit={toggleSplit}
          onSearch={go}
        />
      </ViewTabs>
      <Suspense fallback={<div className={classes.filterSpace} />}>
        <QueueFilters search={search} onSearch={go} />
      </Suspense>
      <Suspense>{activeFilters(search).length > 0 && <FilterChips search={search} onSearch={go} />}</Suspense>
      <div className={classes.sides}>
        <div className={classes.list} data-split={split || undefined}>
          <NewPill count={queue.fresh} onShow={queue.showNew} />
          <Rows
            queue={queue}
            sort={search.sort}
            onSort={(sort) => go({ ...search, view, sort })}
            selected={selected}
            onSelect={setSelected}
            onActive={setActive}
            onTake={takeOne}
            view={saved.view}
            split={split}
            empty={
              <Suspense fallback={<RowsSkeleton />}>
                <QueueEmpty view={view} search={search} onClear={clear} />
              </Suspense>
            }
          />
        </div>
        {split && (
          <Suspense>
            <TicketPane ticket={active} />
          </Suspense>
        )}
      </div>
      <Suspense>
        {picked.length > 0 && (
          <BulkBar
            tickets={picked}
            onClear={() => setSelected(NOTHING)}
            onTake={() => take(picked)}
            loaded={queue.rows.length}
            total={queue.total}
            filters={filters}
          />
        )}
      </Suspense>
      <ActionHost />
    </div>
  );
}

function Total({ total, isEstimate, hidden }: { total: number; isEstimate: boolean; hidden: boolean }) {
  const { i18n } = useLingui();
  if (hidden) return null;
  const shown = i18n.number(total);
  return (
    <Text size="sm" c="dimmed" className="numeric" aria-live="polite">
      {isEstimate ? <Trans>about {shown} tickets</Trans> : <Trans>{shown} tickets</Trans>}
    </Text>
  );
}

function NewPill({ count, onShow }: { count: number; onShow: () => void }) {
  const dialog = useActions((state) => state.name);
  if (count === 0 || dialog) return null;
  return (
    <Button
      className={classes.pill ?? ''}
      size="compact-md"
      radius="xl"
      onClick={onShow}
      leftSection={<IconArrowUp size={16} />}
    >
      <Trans>{count} new</Trans>
    </Button>
  );
}
