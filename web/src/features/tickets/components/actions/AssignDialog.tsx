import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, Stack } from '@mantine/core';
import { IconUserCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCan, useMe } from '@/api/auth';
import { teamMembersQuery } from '@/api/desk';
import { referenceQuery } from '@/api/reference';
import type { AssignInput, NamedRef, TicketSummary } from '@/api/types';
import { ActionModal } from './ActionModal';
import { closeAction } from './store';
import { useChange } from './use-change';

/** Give tickets to a person, or to a team whose own way of assigning then decides. */
export function AssignDialog({ tickets }: { tickets: TicketSummary[] }) {
  const { t } = useLingui();
  const me = useMe();
  const crosses = useCan('tickets.assign_any');
  const { data: reference } = useQuery(referenceQuery());
  const home = sharedTeam(tickets);
  const teams = crosses ? (reference?.teams ?? []) : home ? [home] : me.teams;
  const [teamId, setTeamId] = useState(home?.id ?? '');
  const [personId, setPersonId] = useState('');
  const people = useMembers(teamId);
  const change = useChange({ quiet: true, onDone: closeAction });

  const give = (assign: AssignInput, assignee: NamedRef | null | undefined) =>
    change.mutate({
      tickets,
      change: { kind: 'assign', assign },
      ...(assignee ? { shown: { assignee } } : {}),
    });
  const moves = teamId !== '' && teamId !== home?.id;
  const submit = () => {
    const assign: AssignInput = {
      ...(personId ? { assignee_id: personId } : {}),
      ...(moves || !personId ? { team_id: teamId } : {}),
    };
    give(
      assign,
      people.find(({ id }) => id === personId),
    );
  };
  return (
    <ActionModal
      title={t`Assign`}
      tickets={tickets}
      submitLabel={<Trans>Assign</Trans>}
      onSubmit={submit}
      busy={change.isPending}
      error={change.error}
      disabled={!teamId && !personId}
    >
      <Stack gap="sm">
        <Button
          variant="light"
          leftSection={<IconUserCheck size={18} />}
          onClick={() => give({ assignee_id: 'me' }, { id: me.id, name: me.name })}
        >
          <Trans>Assign to me</Trans>
        </Button>
        <NativeSelect
          label={t`Team`}
          value={teamId}
          onChange={(event) => {
            setTeamId(event.currentTarget.value);
            setPersonId('');
          }}
          disabled={teams.length < 2 && teamId !== ''}
          data={[
            ...(teamId === '' ? [{ value: '', label: t`Choose a team` }] : []),
            ...teams.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <NativeSelect
          data-autofocus
          label={t`Person`}
          value={personId}
          onChange={(event) => setPersonId(event.currentTarget.value)}
          disabled={!teamId}
          data={[
            { value: '', label: t`The least busy of the team` },
            ...people.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </Stack>
    </ActionModal>
  );
}

/** The team all of them are with; none where they differ. */
export function sharedTeam(tickets: TicketSummary[]): NamedRef | null {
  const [first] = tickets;
  return first?.team && tickets.every(({ team }) => team?.id === first.team?.id) ? first.team : null;
}

function useMembers(teamId: string): NamedRef[] {
  const { data } = useQuery({ ...teamMembersQuery(teamId), enabled: teamId !== '' });
  return (data ?? []).filter((member) => member.is_active).map((member) => member.user);
}
