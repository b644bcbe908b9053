import { useLingui } from '@lingui/react/macro';
import { type MantineSize, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { peopleQuery } from '@/api/desk';
import type { NamedRef } from '@/api/types';

interface Props {
  label: string;
  /** Whoever is chosen; left out where each choice is acted upon at once. */
  value?: NamedRef | null;
  /** `null` when the choice was taken back. */
  onPick: (person: NamedRef | null) => void;
  placeholder?: string;
  description?: ReactNode;
  error?: ReactNode;
  size?: MantineSize;
}

const TYPING_MS = 250;

/** Find a person by a part of the name. */
export function PersonSelect({ value = null, onPick, size = 'xs', ...rest }: Props) {
  const { t } = useLingui();
  const [text, setText] = useState(value?.name ?? '');
  const [asked] = useDebouncedValue(text, TYPING_MS);
  const { data: found = [], isFetching } = useQuery({
    ...peopleQuery(asked === value?.name ? '' : asked.trim()),
    placeholderData: (old) => old,
  });
  const people = value && !found.some(({ id }) => id === value.id) ? [value, ...found] : found;
  const pick = (id: string | null) => {
    const person = people.find((one) => one.id === id);
    onPick(person ? { id: person.id, name: person.name } : null);
  };
  return (
    <Select
      {...rest}
      size={size}
      placeholder={rest.placeholder ?? t`Type a name`}
      searchable
      clearable={value !== null}
      clearButtonProps={{ 'aria-label': t`Nobody in particular` }}
      searchValue={text}
      onSearchChange={setText}
      value={value?.id ?? null}
      onChange={pick}
      filter={({ options }) => options}
      data={people.map(({ id, name }) => ({ value: id, label: name }))}
      nothingFoundMessage={isFetching ? t`Looking…` : t`Nobody by this name`}
    />
  );
}
