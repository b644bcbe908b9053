import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { peopleQuery } from '@/api/admin-users';
import type { NamedRef } from '@/api/types';

const TYPING_MS = 250;

/** People to choose from by what is typed, with those already chosen. */
export function usePeople(known: NamedRef[], role?: string) {
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<NamedRef[]>([]);
  const [q] = useDebouncedValue(typed, TYPING_MS);
  const { data, isFetching } = useQuery(peopleQuery({ q: q || undefined, role }));
  const people = new Map([...known, ...chosen, ...(data ?? [])].map((person) => [person.id, person]));
  return {
    options: [...people.values()].map(({ id, name }) => ({ value: id, label: name })),
    searchValue: typed,
    onSearchChange: setTyped,
    /** Whoever was chosen keeps their name while others are looked for. */
    onOptionSubmit: (id: string) => {
      const person = people.get(id);
      if (person) setChosen((before) => [...before, person]);
    },
    isFetching,
  };
}
