import { Trans, useLingui } from '@lingui/react/macro';
import { Badge } from '@mantine/core';
import { IconAlertTriangle, IconBolt } from '@tabler/icons-react';
import type { ChangeState, ChangeType, RiskLevel } from '@/api/changes';
import { RISK_COLORS, RISK_LABELS, STATE_COLORS, STATE_LABELS, TYPE_LABELS } from './change-labels';

export function ChangeStateBadge({ state }: { state: ChangeState }) {
  const { t } = useLingui();
  return (
    <Badge variant="light" color={STATE_COLORS[state]}>
      {t(STATE_LABELS[state])}
    </Badge>
  );
}

export function ChangeTypeBadge({ type }: { type: ChangeType }) {
  const { t } = useLingui();
  const emergency = type === 'emergency';
  return (
    <Badge
      variant={emergency ? 'light' : 'default'}
      color="red"
      leftSection={emergency ? <IconBolt size={12} aria-hidden /> : null}
    >
      {t(TYPE_LABELS[type])}
    </Badge>
  );
}

/** How risky: a word and a colour, a sign from high on. */
export function RiskBadge({ level }: { level: RiskLevel | null }) {
  const { t } = useLingui();
  if (level === null)
    return (
      <Badge variant="default">
        <Trans>Risk unknown</Trans>
      </Badge>
    );
  const risky = level === 'high' || level === 'critical';
  return (
    <Badge
      variant="light"
      color={RISK_COLORS[level]}
      leftSection={risky ? <IconAlertTriangle size={12} aria-hidden /> : null}
    >
      <Trans>{t(RISK_LABELS[level])} risk</Trans>
    </Badge>
  );
}
