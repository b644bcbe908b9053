import { useLingui } from '@lingui/react/macro';
import { MultiSelect, type MultiSelectProps } from '@mantine/core';
import type { NamedRef } from '@/api/types';
import { usePeople } from './use-people';

/** Several people, found by typing. */
export function PeopleSelect({ known, ...props }: MultiSelectProps & { known: NamedRef[] }) {
  const { t } = useLingui();
  const { options, isFetching, ...typing } = usePeople(known);
  return (
    <MultiSelect
      searchable
      data={options}
      {...typing}
      nothingFoundMessage={isFetching ? t`Searching…` : t`Nobody by this name`}
      {...props}
    />
  );
}
