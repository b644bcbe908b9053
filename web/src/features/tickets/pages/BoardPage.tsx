import { Trans, useLingui } from '@lingui/react/macro';
import { Group, NativeSelect } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconList } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useMe } from '@/api/auth';
import { boardLimitsQuery } from '@/api/board';
import type { TicketStatus } from '@/api/types';
import { VIEW_NAMES } from '@/lib/queue-search';
import { STATUS_LABELS } from '@/ui/labels';
import { ButtonLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { ActionHost } from '../components/actions/ActionHost';
import { Kanban } from '../components/kanban/Kanban';
import { LimitsButton } from '../components/kanban/LimitsButton';
import { FilterChips } from '../components/queue/FilterChips';
import { useSaved } from '../components/queue/use-saved';
import { onlyTeam } from '../kanban-lanes';
import { columnsOf } from '../kanban-model';
import { LANE_LABELS, VIEW_LABELS } from '../labels';
import { activeFilters, LANES, type LaneBy, listFilters, viewOf } from '../search';

const route = getRouteApi('/signed-in/desk/board');

/** A view of the queue as columns by status: tickets are moved by pointer, by keys or by a menu. */
export function BoardPage() {
  const { t } = useLingui();
  const me = useMe();
  const { lanes, ...address } = route.useSearch();
  const saved = useSaved(address);
  const { search } = saved;
  const navigate = route.useNavigate();
  const phone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  const filters = listFilters(search, me);
  const columns = columnsOf(filters);
  const [chosen, setChosen] = useState<TicketStatus | undefined>();
  const only = columns.find(({ to }) => to === chosen) ?? columns[0];
  const view = viewOf(search, me);
  const limits = useQuery(boardLimitsQuery()).data ?? [];
  const team = onlyTeam(filters.team, limits);
  const go = (next: object) => void navigate({ search: { ...next, ...(lanes ? { lanes } : {}) } as never });
  return (
    <Page
      title={saved.view?.name ?? t(VIEW_LABELS[view])}
      width="wide"
      lead={<Trans>Drag a card, press Space on it, or use its menu. What a move needs is asked for.</Trans>}
      actions={
        <>
          <NativeSelect
            aria-label={t`View`}
            value={saved.view ? '' : view}
            onChange={(event) => go({ view: event.currentTarget.value })}
            data={[
              ...(saved.view ? [{ value: '', label: saved.view.name }] : []),
              ...VIEW_NAMES.map((value) => ({ value, label: t(VIEW_LABELS[value]) })),
            ]}
          />
          <NativeSelect
            aria-label={t`Lanes`}
            value={lanes ?? ''}
            onChange={(event) => {
              const by = event.currentTarget.value as LaneBy | '';
              void navigate({ search: { ...address, ...(by ? { lanes: by } : {}) } as never });
            }}
            data={[
              { value: '', label: t`Without lanes` },
              ...LANES.map((by) => ({ value: by, label: t(LANE_LABELS[by]) })),
            ]}
          />
          {team?.may_edit && <LimitsButton limits={team} />}
          <ButtonLink
            to="/queue"
            search={search as never}
            variant="default"
            leftSection={<IconList size={17} aria-hidden />}
          >
            <Trans>As a list</Trans>
          </ButtonLink>
        </>
      }
    >
      {activeFilters(search).length > 0 && (
        <Group mb="md">
          <FilterChips search={search} onSearch={go} />
        </Group>
      )}
      {phone && only && (
        <NativeSelect
          mb="sm"
          label={t`Column`}
          value={only.to}
          onChange={(event) => setChosen(event.currentTarget.value as TicketStatus)}
          data={columns.map(({ to, statuses }) => ({
            value: to,
            label: t(STATUS_LABELS[statuses[0] ?? to]),
          }))}
        />
      )}
      {saved.ready && (
        <Kanban
          columns={columns}
          shown={phone && only ? [only] : columns}
          filters={filters}
          by={lanes}
          limits={limits}
          team={team}
        />
      )}
      <ActionHost />
    </Page>
  );
}
