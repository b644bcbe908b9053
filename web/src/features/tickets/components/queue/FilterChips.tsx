import { useLingui } from '@lingui/react/macro';
import { CloseButton } from '@mantine/core';
import type { FilterKey, QueueSearch } from '@/lib/queue-search';
import { formatMoment, weekdayName } from '@/lib/time';
import { slaLabel } from '@/ui/labels';
import { FILTER_LABELS } from '../../labels';
import { withFilter } from '../../search';
import classes from './Queue.module.css';

/** Filters that came with a link and that the bar has no field for. */
const SHOWN: FilterKey[] = [
  'subcategory',
  'requester',
  'sla',
  'created_from',
  'created_to',
  'resolved_from',
  'resolved_to',
  'updated_from',
  'response_sla',
  'resolution_sla',
  'source',
  'rating',
  'rated_from',
  'rated_to',
  'responded',
  'reopened',
  'first_contact',
  'open_at',
  'weekday',
  'hour',
];
const UUID = /^[0-9a-f-]{36}$/i;

interface Props {
  search: QueueSearch;
  onSearch: (search: QueueSearch) => void;
}

export function FilterChips({ search, onSearch }: Props) {
  const { t } = useLingui();
  const assignee = search.assignee?.split(',').some((part) => UUID.test(part)) ? (['assignee'] as const) : [];
  const keys = [...SHOWN.filter((key) => search[key] !== undefined), ...assignee];
  if (keys.length === 0) return null;
  return (
    <div className={classes.chips}>
      {keys.map((key) => {
        const label = t(FILTER_LABELS[key]);
        return (
          <span key={key} className={classes.chip}>
            <Text label={label} filter={key} value={String(search[key])} />
            <CloseButton
              size="sm"
              radius="xl"
              aria-label={t`Remove the filter ${label}`}
              onClick={() => onSearch(withFilter(search, key, undefined))}
            />
          </span>
        );
      })}
    </div>
  );
}

function Text({ label, filter, value }: { label: string; filter: FilterKey; value: string }) {
  const { t } = useLingui();
  if (value === 'true') return label;
  if (filter === 'weekday') return `${label}: ${weekdayName(Number(value))}`;
  if (filter === 'hour') return `${label}: ${value.padStart(2, '0')}:00`;
  if (/_(from|to|at)$/.test(filter)) return `${label}: ${momentOf(value)}`;
  if (filter.endsWith('sla')) {
    const words = value.split(',').map((state) => t(slaLabel(state)));
    return `${label}: ${words.join(', ')}`;
  }
  if (UUID.test(value)) return t`${label}: one person`;
  return `${label}: ${value}`;
}

const momentOf = (value: string): string => (Number.isNaN(Date.parse(value)) ? value : formatMoment(value));
