import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { referenceQuery } from '@/api/reference';
import type { Priority, TicketStatus } from '@/api/types';
import type { FilterKey, QueueSearch } from '@/lib/queue-search';
import { FilterBar } from '@/ui/FilterBar';
import { PRIORITY_LABELS, STATUS_LABELS } from '@/ui/labels';
import { FILTER_LABELS } from '../../labels';
import { withFilter } from '../../search';
import { FilterMenu } from './FilterMenu';
import { MoreFilters } from './MoreFilters';
import classes from './Queue.module.css';

interface Props {
  search: QueueSearch;
  onSearch: (search: QueueSearch) => void;
}

/** Free text and filters of the queue, all of them in the address. */
export function QueueFilters({ search, onSearch }: Props) {
  const { t } = useLingui();
  const fields = useFields();
  const filter = (key: FilterKey | 'q', value: string | boolean | undefined) =>
    onSearch(withFilter(search, key, value));
  return (
    <FilterBar search={search.q ?? ''} onSearch={(text) => filter('q', text)} searchLabel={t`Search tickets`}>
      <div className={classes.filters}>
        {fields.map(({ key, options }) => (
          <FilterMenu
            key={key}
            label={t(FILTER_LABELS[key])}
            options={options}
            value={search[key]}
            onChange={(value) => filter(key, value)}
          />
        ))}
        <MoreFilters search={search} onFilter={filter} />
      </div>
    </FilterBar>
  );
}

type ListKey = 'status' | 'priority' | 'category' | 'location' | 'team' | 'assignee';

function useFields(): { key: ListKey; options: { value: string; label: string }[] }[] {
  const { t } = useLingui();
  const { data: reference } = useQuery(referenceQuery());
  const named = (list: { name: string }[]) => list.map(({ name }) => ({ value: name, label: name }));
  const words = <T extends string>(list: T[], word: (value: T) => string) =>
    list.map((value) => ({ value, label: word(value) }));
  return [
    {
      key: 'status',
      options: words(Object.keys(STATUS_LABELS) as TicketStatus[], (s) => t(STATUS_LABELS[s])),
    },
    {
      key: 'priority',
      options: words(['P1', 'P2', 'P3', 'P4'] as Priority[], (p) => `${p} · ${t(PRIORITY_LABELS[p])}`),
    },
    { key: 'category', options: named(reference?.categories ?? []) },
    { key: 'location', options: named(reference?.locations ?? []) },
    {
      key: 'team',
      options: [
        { value: 'me', label: t`My teams` },
        { value: 'none', label: t`No team` },
        ...(reference?.teams ?? []).map(({ id, name }) => ({ value: id, label: name })),
      ],
    },
    {
      key: 'assignee',
      options: [
        { value: 'me', label: t`Me` },
        { value: 'none', label: t`Nobody` },
      ],
    },
  ];
}
