import { useLingui } from '@lingui/react/macro';
import { Select, type SelectProps } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { referenceQuery } from '@/api/reference';
import type { NamedRef } from '@/api/types';
import { usePeople } from './use-people';

/** IANA zones this browser knows, with the record's own one even if it does not. */
export function ZoneSelect({ value, ...props }: SelectProps) {
  const { t } = useLingui();
  const zones = [
    ...new Set([...(value ? [value] : []), 'UTC', ...Intl.supportedValuesOf('timeZone')]),
  ].sort();
  return (
    <Select
      searchable
      limit={60}
      data={zones}
      value={value ?? null}
      nothingFoundMessage={t`No such time zone`}
      {...props}
    />
  );
}

/** A place of work by name; may be left open. */
export function LocationSelect(props: SelectProps) {
  const { data } = useQuery(referenceQuery());
  const names = data?.locations.map((place) => place.name) ?? [];
  return <Select searchable clearable data={withOwn(names, props.value)} {...props} />;
}

export function TeamSelect(props: SelectProps) {
  const { data } = useQuery(referenceQuery());
  const teams = data?.teams.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  return <Select searchable clearable data={teams} {...props} />;
}

const withOwn = (names: string[], own: string | null | undefined) =>
  own && !names.includes(own) ? [own, ...names] : names;

/** One person, found by typing; `known` is who it is now, so that the name is there at once. */
export function PersonSelect({ known, ...props }: SelectProps & { known: NamedRef | null }) {
  const { t } = useLingui();
  const { options, isFetching, ...typing } = usePeople(known ? [known] : []);
  return (
    <Select
      searchable
      clearable
      data={options}
      {...typing}
      nothingFoundMessage={isFetching ? t`Searching…` : t`Nobody by this name`}
      placeholder={t`Type a name`}
      {...props}
    />
  );
}
