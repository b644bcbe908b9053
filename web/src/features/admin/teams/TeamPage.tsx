import { Trans, useLingui } from '@lingui/react/macro';
import { Grid, Paper, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { type Team, teams } from '@/api/admin-teams';
import { referenceKeys } from '@/api/reference';
import { ErrorState } from '@/ui/ErrorState';
import { CardsSkeleton } from '@/ui/Skeletons';
import { AdminPage } from '../frame/AdminPage';
import { StateBadge } from '../frame/StateBadge';
import { SwitchOffButton } from '../frame/SwitchOffButton';
import { useSwitchOff } from '../frame/use-switch-off';

const Members = lazy(async () => ({ default: (await import('./Members')).Members }));

const OnCall = lazy(async () => ({ default: (await import('./OnCall')).OnCall }));

const TeamForm = lazy(async () => ({ default: (await import('./TeamForm')).TeamForm }));

export function TeamPage() {
  const { t } = useLingui();
  const { teamId = '' } = useParams({ strict: false }) as { teamId?: string };
  const { data: team, isPending, error, refetch } = useQuery(teams.detailQuery(teamId));
  return (
    <AdminPage
      title={team?.name ?? t`Team`}
      lead={team && <StateBadge active={team.is_active} />}
      back={{ to: '/admin/teams', label: <Trans>Teams</Trans> }}
    >
      {isPending && <CardsSkeleton />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {team && (
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, lg: 7 }}>
            <Suspense fallback={<CardsSkeleton />}>
              <Members team={team} />
              <OnCall key={team.id} team={team} />
            </Suspense>
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 5 }}>
            <Suspense fallback={<CardsSkeleton count={1} />}>
              <Details key={team.id} team={team} />
            </Suspense>
          </Grid.Col>
        </Grid>
      )}
    </AdminPage>
  );
}

function Details({ team }: { team: Team }) {
  const { t } = useLingui();
  const access = useSwitchOff({
    off: (id, version) => teams.update(id, version, { is_active: false }),
    on: (id, version) => teams.update(id, version, { is_active: true }),
    stale: [teams.keys.all, referenceKeys.all],
    meaning: t`Rules no longer route tickets to it. Its tickets and members stay where they are.`,
  });
  return (
    <Paper withBorder p="lg">
      <Title order={2} mb="md">
        <Trans>About the team</Trans>
      </Title>
      {/* A new version means a new form: what is typed was saved by then. */}
      <TeamForm
        key={team.version}
        team={team}
        onSaved={() => undefined}
        extra={
          <SwitchOffButton
            active={team.is_active}
            busy={access.busy}
            onOff={() => void access.deactivate(team)}
            onOn={() => access.activate(team)}
          />
        }
      />
    </Paper>
  );
}
