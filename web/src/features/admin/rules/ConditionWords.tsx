import { Trans, useLingui } from '@lingui/react/macro';
import { Fragment } from 'react';
import type { Priority, TicketType } from '@/api/types';
import { TYPE_LABELS } from '@/ui/labels';

export interface PlainConditions {
  priorities?: Priority[];
  types?: TicketType[];
  categories?: string[];
  subcategories?: string[];
  locations?: string[];
  departments?: string[];
  keywords?: string[];
  is_vip?: boolean | null;
}

/** What a rule asks for, as one sentence. */
export function ConditionWords({ conditions }: { conditions: PlainConditions }) {
  const { t } = useLingui();
  const or = (values: string[] | undefined) =>
    (values ?? []).join(t({ message: ' or ', context: 'between alternatives' }));
  const parts: [string, string][] = [
    [t`priority`, or(conditions.priorities)],
    [t`type`, or(conditions.types?.map((type) => t(TYPE_LABELS[type])))],
    [t`category`, or(conditions.categories)],
    [t`subcategory`, or(conditions.subcategories)],
    [t`location`, or(conditions.locations)],
    [t`department`, or(conditions.departments)],
    [t`words`, or(conditions.keywords?.map((word) => `“${word}”`))],
    [t`requester`, conditions.is_vip === true ? t`VIP` : conditions.is_vip === false ? t`not VIP` : ''],
  ];
  const asked = parts.filter(([, values]) => values !== '');
  if (asked.length === 0) return <Trans>Every ticket</Trans>;
  return (
    <>
      {asked.map(([name, values], index) => (
        <Fragment key={name}>
          {index > 0 && <Trans> and </Trans>}
          {name} <strong>{values}</strong>
        </Fragment>
      ))}
    </>
  );
}
