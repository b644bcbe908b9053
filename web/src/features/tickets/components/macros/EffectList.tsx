import { Trans, useLingui } from '@lingui/react/macro';
import { Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconArrowRight } from '@tabler/icons-react';
import type { MacroEffect } from '@/api/macros';
import type { TicketStatus } from '@/api/types';
import { STATUS_LABELS } from '@/ui/labels';
import { MACRO_FIELD_LABELS } from '../../macro-labels';
import classes from './Macros.module.css';

/** Field by field what a macro would change; a refusal says why not. Everything else stays as it is. */
export function EffectList({ effects }: { effects: MacroEffect[] }) {
  const { t } = useLingui();
  if (effects.length === 0) return null;
  const say = (field: MacroEffect['field'], value: string | null) => {
    if (value === null) return <Trans>nothing</Trans>;
    return field === 'status' ? t(STATUS_LABELS[value as TicketStatus]) : value;
  };
  return (
    <dl className={classes.effects}>
      {effects.map(({ field, before, after, refused }) => (
        <div key={field} className={classes.effect} data-refused={refused !== null || undefined}>
          <dt>{t(MACRO_FIELD_LABELS[field])}</dt>
          <dd>
            {before === after ? (
              <Text span size="sm" c="dimmed">
                {say(field, after)} · <Trans>as it is</Trans>
              </Text>
            ) : (
              <Group gap={6} component="span" wrap="wrap">
                <Text span size="sm" c="dimmed">
                  {say(field, before)}
                </Text>
                <IconArrowRight size={14} aria-label={t`becomes`} />
                <Text span size="sm" fw={600}>
                  {say(field, after)}
                </Text>
              </Group>
            )}
            {refused && (
              <Text span size="xs" className={classes.refused}>
                <IconAlertTriangle size={13} aria-hidden /> {refused}
              </Text>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
