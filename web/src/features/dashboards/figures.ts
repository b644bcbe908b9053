import { useLingui } from '@lingui/react/macro';
import type { AssetStatus } from '@/api/assets';
import type { ChangeType, RiskLevel } from '@/api/changes';
import type { PanelRow } from '@/api/dashboard-types';
import type { Priority, TicketStatus } from '@/api/types';
import { formatDay, formatMonth, formatSpan } from '@/lib/time';
import { ASSET_STATUS_LABELS } from '@/ui/assets/labels';
import { RISK_LABELS, TYPE_LABELS } from '@/ui/change-labels';
import { PRIORITY_LABELS, STATUS_LABELS } from '@/ui/labels';

/** How a value of a unit is written here; a dash where there is none. */
export function useFigure(): (value: number | null, unit: string) => string {
  const { i18n } = useLingui();
  return (value, unit) => {
    if (value === null) return '–';
    if (unit === 'percent') return i18n.number(value / 100, { style: 'percent', maximumFractionDigits: 1 });
    if (unit === 'seconds') return formatSpan(value);
    if (unit === 'score')
      return `${i18n.number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} / 5`;
    return i18n.number(value, { maximumFractionDigits: 2 });
  };
}

/** What a part of a panel is called here: statuses, priorities and days in the words of the interface. */
export function useRowName(by: string): (row: PanelRow) => string {
  const { t } = useLingui();
  return ({ key, label }) => {
    if (by === 'status' && key in STATUS_LABELS) return t(STATUS_LABELS[key as TicketStatus]);
    if (by === 'priority' && label in PRIORITY_LABELS)
      return `${label} · ${t(PRIORITY_LABELS[label as Priority])}`;
    if (by === 'change_type' && key in TYPE_LABELS) return t(TYPE_LABELS[key as ChangeType]);
    if (by === 'change_risk') return key in RISK_LABELS ? t(RISK_LABELS[key as RiskLevel]) : t`Not judged`;
    if (by === 'asset_status' && key in ASSET_STATUS_LABELS)
      return t(ASSET_STATUS_LABELS[key as AssetStatus]);
    if (label === 'No site') return t`No site`;
    if (by === 'rating') return `${label} ★`;
    if (by === 'month' || by === 'change_month') return formatMonth(label);
    if (by === 'day' || by === '')
      return /^\d{4}-\d\d-\d\d$/.test(key) ? formatDay(`${key}T12:00:00Z`, 'UTC') : label;
    if (label === 'No team') return t`No team`;
    if (label === 'Nobody') return t`Nobody`;
    return label;
  };
}
