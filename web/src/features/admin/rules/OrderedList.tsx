import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Group, Paper, Switch, Text, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { MoveButtons } from '../frame/MoveButtons';
import { useAdminSearch } from '../frame/use-admin-search';
import classes from './OrderedList.module.css';

export interface OrderedRule {
  id: string;
  name: string;
  is_active: boolean;
}

interface Props<R extends OrderedRule> {
  label: string;
  rules: R[];
  /** Null while only some are shown. */
  onMove: ((rule: R, step: -1 | 1) => void) | null;
  onSwitch: (rule: R, active: boolean) => void;
  busy: boolean;
  /** Whether inactive rules keep a place among the others. */
  inactiveHavePlaces?: boolean;
  /** What the rule asks for and does, in words. */
  children: (rule: R) => ReactNode;
}

/** Rules in the order in which they are tried: moved by buttons, switched in place, opened by name. */
export function OrderedList<R extends OrderedRule>(props: Props<R>) {
  const { rules, inactiveHavePlaces = true } = props;
  const placed = inactiveHavePlaces ? rules : rules.filter((rule) => rule.is_active);
  return (
    <ol className={classes.list} aria-label={props.label} aria-busy={props.busy || undefined}>
      {rules.map((rule) => (
        <li key={rule.id}>
          <RuleCard {...props} rule={rule} place={placed.indexOf(rule) + 1} last={placed.length} />
        </li>
      ))}
    </ol>
  );
}

function RuleCard<R extends OrderedRule>(props: Props<R> & { rule: R; place: number; last: number }) {
  const { rule, place, last, onMove, onSwitch, busy } = props;
  const { t } = useLingui();
  const { open } = useAdminSearch();
  return (
    <Paper withBorder p="sm" radius="md" className={classes.rule} data-off={!rule.is_active || undefined}>
      <span className={`${classes.place} numeric`}>{place || '–'}</span>
      <div className={classes.body}>
        <Group gap="xs">
          <UnstyledButton className={classes.name} onClick={() => open(rule.id)}>
            {rule.name}
          </UnstyledButton>
          {!rule.is_active && (
            <Badge variant="light" color="gray" radius="sm" tt="none">
              <Trans>Off</Trans>
            </Badge>
          )}
        </Group>
        <Text size="sm" component="div">
          {props.children(rule)}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap" className={classes.tools}>
        <Switch
          size="sm"
          aria-label={t`${rule.name} is on`}
          checked={rule.is_active}
          disabled={busy}
          onChange={(event) => onSwitch(rule, event.currentTarget.checked)}
        />
        {onMove && (
          <MoveButtons
            name={rule.name}
            isFirst={place <= 1}
            isLast={place === 0 || place === last}
            disabled={busy}
            onMove={(step) => onMove(rule, step)}
          />
        )}
      </Group>
    </Paper>
  );
}
