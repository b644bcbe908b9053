import { useLingui } from '@lingui/react/macro';
import type { RoutingValues } from './model';

export function useRoutingLabels(): Record<keyof RoutingValues, string> {
  const { t } = useLingui();
  return {
    name: t`Name`,
    categories: t`Category`,
    subcategory_ids: t`Subcategory`,
    locations: t`Location`,
    types: t`Type`,
    priorities: t`Priority`,
    departments: t`Department of the requester`,
    keywords: t`Any of these words in title or description`,
    is_vip: t`Requester`,
    team_id: t`Team`,
    priority_floor: t`Priority at least`,
    watcher_ids: t`Watchers`,
    notify_manager: t`Tell the team’s manager`,
    is_active: t`On`,
    reason: t`Why`,
  };
}
