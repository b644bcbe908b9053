import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Badge, Group, NumberInput, Paper, Switch, Text, Tooltip } from '@mantine/core';
import { IconUserMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { PersonChip } from '@/ui/PersonChip';
import { StateBadge } from '../frame/StateBadge';
import type { MemberRow } from './model';
import type { MemberActions } from './use-members';

interface Props {
  row: MemberRow;
  actions: MemberActions;
}

export function MemberCard({ row, actions }: Props) {
  const { t } = useLingui();
  const { name } = row.user;
  const open = row.open_count;
  return (
    <Paper withBorder p="sm" radius="md">
      <Group justify="space-between" wrap="nowrap" mb="xs">
        <Group gap="xs" miw={0}>
          <PersonChip person={row.user} />
          {row.is_lead && (
            <Badge variant="light" color="indigo" radius="sm" tt="none">
              <Trans>Lead</Trans>
            </Badge>
          )}
          <StateBadge active={row.is_active} />
        </Group>
        <Group gap="xs" wrap="nowrap">
          <Text size="sm" c="dimmed" className="numeric" flex="none">
            <Trans>{open} open</Trans>
          </Text>
          <Tooltip label={t`Take ${name} out of the team`}>
            <ActionIcon
              color="red"
              aria-label={t`Take ${name} out of the team`}
              onClick={() => actions.remove(row)}
            >
              <IconUserMinus size={18} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      <Group gap="lg">
        <Switch
          label={t`Present`}
          aria-label={t`${name} is present`}
          checked={!row.is_away}
          onChange={(event) => actions.setAway(row, !event.currentTarget.checked)}
        />
        <Switch
          label={t`Gets tickets`}
          aria-label={t`${name} gets tickets by themselves`}
          checked={row.is_assignable}
          onChange={(event) => actions.change(row, { is_assignable: event.currentTarget.checked })}
        />
        <Switch
          label={t`Lead`}
          aria-label={t`${name} leads the team`}
          checked={row.is_lead}
          onChange={(event) => actions.change(row, { is_lead: event.currentTarget.checked })}
        />
        <Capacity key={row.max_open_tickets} row={row} actions={actions} />
      </Group>
    </Paper>
  );
}

/** Saves when it is left; empty is no limit. */
function Capacity({ row, actions }: Props) {
  const { t } = useLingui();
  const [value, setValue] = useState<number | string>(row.max_open_tickets ?? '');
  const save = () => {
    const limit = typeof value === 'number' ? value : null;
    if (limit !== row.max_open_tickets) actions.change(row, { max_open_tickets: limit });
  };
  return (
    <Group gap={6} wrap="nowrap">
      <Text size="sm" component="label" htmlFor={`limit-${row.user.id}`}>
        <Trans>At most</Trans>
      </Text>
      <NumberInput
        id={`limit-${row.user.id}`}
        aria-label={t`Most open tickets of ${row.user.name}`}
        size="xs"
        w={84}
        min={1}
        max={1000}
        placeholder={t`no limit`}
        value={value}
        onChange={setValue}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && save()}
      />
    </Group>
  );
}
