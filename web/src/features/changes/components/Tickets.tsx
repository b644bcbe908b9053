import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import {
  type Change,
  changeKeys,
  changeTicketsQuery,
  linkChangeTicket,
  type TicketRole,
  unlinkChangeTicket,
} from '@/api/changes';
import { newKey } from '@/lib/ids';
import { useRequestKey } from '@/lib/request-key';
import { toastFailed } from '@/lib/toast';
import { TICKET_ROLE_LABELS } from '@/ui/change-labels';
import { TextLink } from '@/ui/links';
import { StatusChip } from '@/ui/StatusChip';
import { Panel } from './Panel';
import classes from './Tickets.module.css';

const ROLES: TicketRole[] = ['fixes', 'caused', 'related'];

/** Tickets beside the change, and a line to add one by its number. */
export function Tickets({ change }: { change: Change }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { data = [] } = useQuery(changeTicketsQuery(change.number));
  const [number, setNumber] = useState('');
  const [role, setRole] = useState<TicketRole>('fixes');
  const key = useRequestKey();
  const refresh = () => client.invalidateQueries({ queryKey: changeKeys.all });
  const add = useMutation({
    mutationFn: () => linkChangeTicket(change.number, number.trim(), role, key.of({ number, role })),
    onSuccess: () => {
      key.done();
      setNumber('');
      return refresh();
    },
    onError: (error) => toastFailed(error, t`The ticket was not added`),
  });
  const confirmed = useMutation({
    mutationFn: (ticket: string) => linkChangeTicket(change.number, ticket, 'caused', newKey()),
    onSuccess: refresh,
    onError: (error) => toastFailed(error, t`The ticket stays as it is`),
  });
  const remove = useMutation({
    mutationFn: (id: string) => unlinkChangeTicket(change.number, id),
    onSuccess: refresh,
    onError: (error) => toastFailed(error, t`The ticket was not taken away`),
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (number.trim()) add.mutate();
  };
  return (
    <Panel title={<Trans>Tickets</Trans>}>
      <Stack gap="sm">
        {data.map((ticket) => (
          <Group key={ticket.id} justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
            <div style={{ minWidth: 0 }}>
              <TextLink to="/queue/$id" params={{ id: ticket.number }} size="sm">
                {ticket.number}
              </TextLink>{' '}
              <StatusChip status={ticket.status} />
              <Text size="sm" truncate>
                {ticket.title}
              </Text>
              <Text size="xs" c={ticket.role === 'suspect' ? undefined : 'dimmed'} className={classes.role}>
                {ticket.role === 'suspect' && <IconAlertTriangle size={13} aria-hidden />}{' '}
                {t(TICKET_ROLE_LABELS[ticket.role])}
              </Text>
              {ticket.role === 'suspect' && (
                <Button
                  variant="subtle"
                  size="compact-xs"
                  aria-label={t`${ticket.number} was caused by this change`}
                  loading={confirmed.isPending}
                  onClick={() => confirmed.mutate(ticket.number)}
                >
                  <Trans>It was caused by it</Trans>
                </Button>
              )}
            </div>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t`Take ${ticket.number} away`}
              onClick={() => remove.mutate(ticket.id)}
            >
              <IconX size={16} />
            </ActionIcon>
          </Group>
        ))}
        <form onSubmit={onSubmit}>
          <Stack gap="xs">
            <TextInput
              size="xs"
              label={t`Add a ticket by its number`}
              placeholder="TKT-2026-000123"
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
              maxLength={40}
            />
            <Group gap="xs" wrap="nowrap" align="flex-end">
              <NativeSelect
                size="xs"
                flex={1}
                aria-label={t`What the change has to do with the ticket`}
                value={role}
                onChange={(event) => setRole(event.currentTarget.value as TicketRole)}
                data={ROLES.map((one) => ({ value: one, label: t(TICKET_ROLE_LABELS[one]) }))}
              />
              <Button type="submit" size="xs" variant="default" loading={add.isPending}>
                <Trans>Add</Trans>
              </Button>
            </Group>
          </Stack>
        </form>
      </Stack>
    </Panel>
  );
}
