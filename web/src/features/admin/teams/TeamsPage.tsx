import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Text } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, useMemo } from 'react';
import { type Team, teams } from '@/api/admin-teams';
import type { DataColumn } from '@/ui/table/types';
import { AdminPage } from '../frame/AdminPage';
import { EditDrawer } from '../frame/EditDrawer';
import { ListCard } from '../frame/ListCard';
import { ListPanel } from '../frame/ListPanel';
import { StateBadge } from '../frame/StateBadge';
import { wholeList } from '../frame/sources';
import { NEW, useAdminSearch } from '../frame/use-admin-search';
import { MODE_LABELS } from './labels';

const TeamForm = lazy(async () => ({ default: (await import('./TeamForm')).TeamForm }));

export function TeamsPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { search, open, close } = useAdminSearch();
  const query = useQuery(teams.listQuery());
  const show = (id: string, force = false) =>
    void navigate({ to: `/admin/teams/${id}` as never, ignoreBlocker: force });
  return (
    <AdminPage
      title={t`Teams`}
      lead={<Trans>Who works together. Tickets are routed to a team and then to one of its members.</Trans>}
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={() => open(NEW)}>
          <Trans>New team</Trans>
        </Button>
      }
    >
      <ListPanel<Team>
        label={t`Teams`}
        source={wholeList(query, search.q, (team) => [
          team.name,
          team.location,
          team.description,
          team.manager?.name,
        ])}
        columns={useTeamColumns()}
        rowId={(team) => team.id}
        rowName={(team) => team.name}
        onOpen={(team) => show(team.id)}
        card={(team) => <TeamCard team={team} />}
        searchLabel={t`Search teams`}
        empty={{ icon: IconUsersGroup, title: <Trans>There is no team yet</Trans> }}
      />
      <EditDrawer<Team> titles={{ create: t`New team`, edit: '' }} rows={[]} rowId={(team) => team.id}>
        {() => <TeamForm team={null} onSaved={(team) => show(team.id, true)} onCancel={() => close()} />}
      </EditDrawer>
    </AdminPage>
  );
}

function useTeamColumns(): DataColumn<Team>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t`Name`,
        width: 'minmax(180px, 1.5fr)',
        cell: (team) => (
          <Group gap="xs" wrap="nowrap">
            <Text span size="sm" fw={600}>
              {team.name}
            </Text>
            <StateBadge active={team.is_active} />
          </Group>
        ),
      },
      {
        id: 'location',
        header: t`Location`,
        width: 'minmax(110px, 1fr)',
        cell: (team) => team.location ?? t`Anywhere`,
      },
      {
        id: 'manager',
        header: t`Manager`,
        width: 'minmax(120px, 1fr)',
        cell: (team) => team.manager?.name ?? '–',
      },
      { id: 'members', header: t`Members`, width: '80px', align: 'end', cell: (team) => team.member_count },
      {
        id: 'mode',
        header: t`New tickets`,
        width: 'minmax(150px, 1fr)',
        cell: (team) => t(MODE_LABELS[team.assignment_mode].short),
      },
    ],
    [t],
  );
}

function TeamCard({ team }: { team: Team }) {
  const count = team.member_count;
  return (
    <ListCard
      title={team.name}
      to={`/admin/teams/${team.id}`}
      badges={<StateBadge active={team.is_active} />}
    >
      <Plural value={count} one="# member" other="# members" />
      {team.location && ` · ${team.location}`}
    </ListCard>
  );
}
