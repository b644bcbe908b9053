import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { referenceQuery } from '@/api/reference';
import type { Priority } from '@/api/types';
import { Choice } from '@/ui/Choice';
import { PRIORITY_LABELS } from '@/ui/labels';
import { PERIOD_LABELS } from '../labels';
import { type DashboardSearch, isSliced, PERIODS, periodOf } from '../model';
import classes from './Dashboard.module.css';

interface Props {
  search: DashboardSearch;
  onChange: (search: DashboardSearch) => void;
}

/** Period and slice, for all figures of the page together. */
export function DashboardFilters({ search, onChange }: Props) {
  const { t } = useLingui();
  const { data: reference } = useQuery(referenceQuery());
  const set = (key: keyof DashboardSearch, value: string) =>
    onChange({ ...search, [key]: value || undefined });
  const names = (list: { name: string }[] | undefined) => list?.map(({ name }) => name) ?? [];
  const fields = [
    {
      key: 'team',
      label: t`All teams`,
      data: reference?.teams.map(({ id, name }) => ({ value: id, label: name })) ?? [],
    },
    { key: 'category', label: t`All categories`, data: names(reference?.categories) },
    { key: 'location', label: t`All locations`, data: names(reference?.locations) },
    {
      key: 'priority',
      label: t`All priorities`,
      data: (['P1', 'P2', 'P3', 'P4'] as Priority[]).map((value) => ({
        value,
        label: `${value} · ${t(PRIORITY_LABELS[value])}`,
      })),
    },
  ] as const;
  const { from, to, ...whole } = search;
  return (
    <search className={classes.filters} aria-label={t`Filters`}>
      <Choice
        compact
        label={t`Period`}
        value={periodOf(search) ?? ''}
        onChange={(period) => period && onChange({ ...whole, period })}
        options={PERIODS.map((value) => ({ value, label: t(PERIOD_LABELS[value]) }))}
      />
      <TextInput
        type="date"
        aria-label={t`First day`}
        value={from ?? ''}
        max={to}
        onChange={(event) => set('from', event.currentTarget.value)}
      />
      <TextInput
        type="date"
        aria-label={t`Last day`}
        value={to ?? ''}
        min={from}
        onChange={(event) => set('to', event.currentTarget.value)}
      />
      {fields.map(({ key, label, data }) => (
        <NativeSelect
          key={key}
          aria-label={label}
          value={search[key] ?? ''}
          onChange={(event) => set(key, event.currentTarget.value)}
          data={[{ value: '', label }, ...data]}
        />
      ))}
      <Switch
        label={t`Compare with the period before`}
        checked={search.compare ?? false}
        onChange={(event) => onChange({ ...search, compare: event.currentTarget.checked || undefined })}
      />
      {isSliced(search) && (
        <Button
          variant="subtle"
          color="gray"
          onClick={() =>
            onChange({
              ...search,
              team: undefined,
              category: undefined,
              location: undefined,
              priority: undefined,
            })
          }
        >
          <Trans>Clear filters</Trans>
        </Button>
      )}
    </search>
  );
}
