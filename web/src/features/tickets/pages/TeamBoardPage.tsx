import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCan } from '@/api/auth';
import { teamBoardQuery } from '@/api/board';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { CardsSkeleton } from '@/ui/Skeletons';
import { ActionHost } from '../components/actions/ActionHost';
import { BoardList } from '../components/board/BoardList';
import { Figures } from '../components/board/Figures';
import { Requests } from '../components/board/Requests';
import { Workload } from '../components/board/Workload';

const route = getRouteApi('/signed-in/desk/team');

/** A team at work: who has how much, what nobody has, what is about to be late, what waits for a word. */
export function TeamBoardPage() {
  const { t } = useLingui();
  const { team } = route.useSearch();
  const navigate = route.useNavigate();
  const decides = useCan('tickets.override_priority');
  const { data, error, refetch } = useQuery(teamBoardQuery(team));
  const teams = data?.teams ?? [];
  return (
    <Page
      title={data?.team?.name ?? t`Team board`}
      width="wide"
      lead={<Trans>As it is now; it follows what happens.</Trans>}
      actions={
        teams.length > 1 && (
          <NativeSelect
            aria-label={t`Team`}
            value={team ?? ''}
            onChange={(event) =>
              void navigate({ search: event.currentTarget.value ? { team: event.currentTarget.value } : {} })
            }
            data={[
              { value: '', label: t`All teams` },
              ...teams.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )
      }
    >
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <CardsSkeleton count={4} />}
      {data && (
        <Stack gap="lg">
          <Figures board={data} team={team} />
          {decides && data.requests > 0 && <Requests team={team} />}
          <Workload agents={data.agents} />
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
            <BoardList
              title={t`Nobody has it yet`}
              empty={<Trans>Everything has somebody.</Trans>}
              filters={{ view: 'unassigned' }}
              team={team}
            />
            <BoardList
              title={t`At risk`}
              empty={<Trans>No target is close.</Trans>}
              filters={{ view: 'queue', sla: 'warning' }}
              team={team}
            />
            <BoardList
              title={t`Escalated`}
              empty={<Trans>Nothing is escalated.</Trans>}
              filters={{ view: 'queue', escalated: true }}
              team={team}
            />
          </SimpleGrid>
        </Stack>
      )}
      <ActionHost />
    </Page>
  );
}
