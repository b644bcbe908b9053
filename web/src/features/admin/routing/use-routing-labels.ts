import { useLingui } from '@lingui/react/macro';
import type { RoutingValues } from './model';

export function useRoutingLabels(): Record<keyof RoutingValues, string> {
  const { t } = useLingui();
  return {
    name: t`Name`,
    where: t`Which tickets`,
    team_id: t`Team`,
    agent_id: t`Agent`,
    priority_floor: t`Priority at least`,
    watcher_ids: t`Watchers`,
    notify_manager: t`Tell the team’s manager`,
    skill_ids: t`Skills`,
    is_active: t`On`,
    reason: t`Why`,
  };
}
