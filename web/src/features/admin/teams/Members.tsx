import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { loadsQuery, membersQuery, type Team } from '@/api/admin-teams';
import { ErrorState } from '@/ui/ErrorState';
import { PersonSelect } from '../frame/fields';
import { MemberCard } from './MemberCard';
import { memberRows, takesTickets } from './model';
import { useMembers } from './use-members';

/** Who works in the team and how much more each can take; every change saves itself. */
export function Members({ team }: { team: Team }) {
  const { data, isPending, error, refetch } = useQuery(membersQuery(team.id));
  const loads = useQuery(loadsQuery());
  const actions = useMembers(team);
  const rows = memberRows(data ?? [], loads.data ?? []);
  const ready = rows.filter(takesTickets).length;
  const count = rows.length;
  return (
    <Paper withBorder p="lg">
      <Group justify="space-between" mb="md">
        <Title order={2}>
          <Trans>Members</Trans>
        </Title>
        {data && (
          <Text size="sm" c="dimmed" role="status">
            <Trans>
              {ready} of {count} can take a ticket now
            </Trans>
          </Text>
        )}
      </Group>
      {isPending && <Skeleton h={120} />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <Text size="sm" c="dimmed" mb="md">
          <Trans>Nobody yet: tickets routed here wait until somebody is added.</Trans>
        </Text>
      )}
      <Stack gap="sm">
        {rows.map((row) => (
          <MemberCard
            key={row.user.id}
            row={row}
            actions={actions}
            weighted={team.assignment_mode === 'weighted'}
          />
        ))}
        {data && <AddMember known={rows.map((row) => row.user.id)} onAdd={actions.add} busy={actions.busy} />}
      </Stack>
    </Paper>
  );
}

interface AddProps {
  known: string[];
  onAdd: (userId: string) => void;
  busy: boolean;
}

function AddMember({ known, onAdd, busy }: AddProps) {
  const { t } = useLingui();
  const [id, setId] = useState<string | null>(null);
  const add = () => {
    if (id) onAdd(id);
    setId(null);
  };
  const already = id !== null && known.includes(id);
  return (
    <Group align="flex-end" gap="xs" mt="xs">
      <PersonSelect
        label={t`Add a person`}
        known={null}
        value={id}
        onChange={setId}
        flex="1 1 200px"
        error={already ? t`Is a member already.` : undefined}
      />
      <Button
        variant="light"
        leftSection={<IconUserPlus size={18} />}
        disabled={!id || already}
        loading={busy}
        onClick={add}
      >
        <Trans>Add</Trans>
      </Button>
    </Group>
  );
}
