import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Badge, Group, NumberInput, Paper, Switch, Text, Tooltip } from '@mantine/core';
import { IconUserMinus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { PersonChip } from '@/ui/PersonChip';
import { StateBadge } from '../frame/StateBadge';
import type { MemberRow } from './model';
import type { MemberActions } from './use-members';

interface Props {
  row: MemberRow;
  actions: MemberActions;
  /** Whether the team assigns by weight. */
  weighted: boolean;
}

export function MemberCard({ row, actions, weighted }: Props) {
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
        <NumberField
          key={`limit-${row.max_open_tickets}`}
          id={`limit-${row.user.id}`}
          label={<Trans>At most</Trans>}
          name={t`Most open tickets of ${name}`}
          max={1000}
          empty={t`no limit`}
          saved={row.max_open_tickets}
          save={(limit) => actions.change(row, { max_open_tickets: limit })}
        />
        {weighted && (
          <NumberField
            key={`weight-${row.weight}`}
            id={`weight-${row.user.id}`}
            label={<Trans>Weight</Trans>}
            name={t`Weight of ${name}`}
            max={10}
            empty="1"
            saved={row.weight}
            save={(weight) => actions.change(row, { weight: weight ?? 1 })}
          />
        )}
      </Group>
    </Paper>
  );
}

interface NumberProps {
  id: string;
  label: ReactNode;
  name: string;
  max: number;
  /** Shown where nothing is entered. */
  empty: string;
  saved: number | null;
  save: (value: number | null) => void;
}

/** Saves when it is left. */
function NumberField({ id, label, name, max, empty, saved, save }: NumberProps) {
  const [value, setValue] = useState<number | string>(saved ?? '');
  const leave = () => {
    const entered = typeof value === 'number' ? value : null;
    if (entered !== saved) save(entered);
  };
  return (
    <Group gap={6} wrap="nowrap">
      <Text size="sm" component="label" htmlFor={id}>
        {label}
      </Text>
      <NumberInput
        id={id}
        aria-label={name}
        size="xs"
        w={84}
        min={1}
        max={max}
        placeholder={empty}
        value={value}
        onChange={setValue}
        onBlur={leave}
        onKeyDown={(event) => event.key === 'Enter' && leave()}
      />
    </Group>
  );
}
