import { useLingui } from '@lingui/react/macro';
import type { PolicyValues } from './model';

export function usePolicyLabels(): Record<keyof PolicyValues, string> {
  const { t } = useLingui();
  return {
    name: t`Name`,
    priorities: t`Priority`,
    types: t`Type`,
    categories: t`Category`,
    subcategories: t`Subcategory`,
    locations: t`Location`,
    departments: t`Department of the requester`,
    response: t`Answer within`,
    resolution: t`Solve within`,
    source: t`Time counts`,
    calendar_id: t`Calendar`,
    thresholds: t`Warn at`,
  };
}
