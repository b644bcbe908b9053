import { useLingui } from '@lingui/react/macro';
import { NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCan, useMe } from '@/api/auth';
import { teamMembersQuery } from '@/api/desk';
import { referenceQuery } from '@/api/reference';
import type { Ticket } from '@/api/types';
import { isOpen } from '../../moves';
import { useChange } from '../actions/use-change';
import { Row } from './Row';

export function TeamRow({ ticket, works }: { ticket: Ticket; works: boolean }) {
  const { t } = useLingui();
  const crosses = useCan('tickets.assign_any');
  const { data } = useQuery(referenceQuery());
  const { mutate, isPending } = useChange();
  if (!works || !crosses || !isOpen(ticket.status)) {
    return (
      <Row label={t`Team`}>
        <Text size="sm" px={8}>
          {ticket.team?.name ?? '–'}
        </Text>
      </Row>
    );
  }
  const teams = data?.teams ?? (ticket.team ? [ticket.team] : []);
  const give = (team_id: string) =>
    mutate({
      tickets: [ticket],
      change: { kind: 'assign', assign: { team_id } },
      shown: { team: teams.find(({ id }) => id === team_id) ?? null },
    });
  return (
    <Row label={t`Team`}>
      <NativeSelect
        size="xs"
        aria-label={t`Team`}
        value={ticket.team?.id ?? ''}
        disabled={isPending}
        onChange={(event) => event.currentTarget.value && give(event.currentTarget.value)}
        data={[
          ...(ticket.team ? [] : [{ value: '', label: t`No team` }]),
          ...teams.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </Row>
  );
}

export function AssigneeRow({ ticket, works }: { ticket: Ticket; works: boolean }) {
  const { t } = useLingui();
  const me = useMe();
  const teamId = ticket.team?.id ?? '';
  const { data } = useQuery({ ...teamMembersQuery(teamId), enabled: works && teamId !== '' });
  const { mutate, isPending } = useChange();
  if (!works || !isOpen(ticket.status)) {
    return (
      <Row label={t`Assignee`}>
        <Text size="sm" px={8}>
          {ticket.assignee?.name ?? '–'}
        </Text>
      </Row>
    );
  }
  const members = (data ?? []).filter((one) => one.is_active).map((one) => one.user);
  const extra = [{ id: me.id, name: me.name }, ...(ticket.assignee ? [ticket.assignee] : [])];
  const people = [...new Map([...members, ...extra].map((person) => [person.id, person])).values()];
  const give = (assignee_id: string) =>
    mutate({
      tickets: [ticket],
      change: { kind: 'assign', assign: { assignee_id } },
      shown: { assignee: people.find(({ id }) => id === assignee_id) ?? null },
    });
  return (
    <Row label={t`Assignee`}>
      <NativeSelect
        size="xs"
        aria-label={t`Assignee`}
        value={ticket.assignee?.id ?? ''}
        disabled={isPending}
        onChange={(event) => event.currentTarget.value && give(event.currentTarget.value)}
        data={[
          ...(ticket.assignee ? [] : [{ value: '', label: t`Nobody` }]),
          ...people.map(({ id, name }) => ({ value: id, label: id === me.id ? t`${name} (me)` : name })),
        ]}
      />
    </Row>
  );
}
