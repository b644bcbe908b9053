import { useLingui } from '@lingui/react/macro';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { peopleQuery } from '@/api/desk';

interface Props {
  label: string;
  onPick: (id: string) => void;
}

const TYPING_MS = 250;

/** Find a person by a part of the name. */
export function PersonSelect({ label, onPick }: Props) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text, TYPING_MS);
  const { data: people = [], isFetching } = useQuery({
    ...peopleQuery(asked.trim()),
    placeholderData: (old) => old,
  });
  return (
    <Select
      size="xs"
      label={label}
      placeholder={t`Type a name`}
      data-autofocus
      searchable
      searchValue={text}
      onSearchChange={setText}
      value={null}
      onChange={(id) => id && onPick(id)}
      filter={({ options }) => options}
      data={people.map(({ id, name }) => ({ value: id, label: name }))}
      nothingFoundMessage={isFetching ? t`Looking…` : t`Nobody by this name`}
    />
  );
}
