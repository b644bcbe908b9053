import { useLingui } from '@lingui/react/macro';
import type { PolicyValues } from './model';

export function usePolicyLabels(): Record<keyof PolicyValues, string> {
  const { t } = useLingui();
  return {
    name: t`Name`,
    where: t`Which tickets`,
    response: t`Answer within`,
    resolution: t`Solve within`,
    update: t`Tell something new every`,
    ola: t`One team has it at most`,
    options: t`Pauses, reopening, other priorities`,
    levels: t`Escalation`,
    source: t`Time counts`,
    calendar_id: t`Calendar`,
    thresholds: t`Warn at`,
    reason: t`Why`,
  };
}
