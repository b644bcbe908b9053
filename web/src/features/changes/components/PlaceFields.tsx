import { useLingui } from '@lingui/react/macro';
import { NativeSelect, SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { referenceQuery } from '@/api/reference';
import type { NamedRef } from '@/api/types';
import type { ChangeDraft } from '../draft';

interface Props {
  draft: ChangeDraft;
  onChange: (changes: Partial<ChangeDraft>) => void;
}

/** Where it takes place and whose it is: freezes may be about single sites and teams. */
export function PlaceFields({ draft, onChange }: Props) {
  const { t } = useLingui();
  const { data } = useQuery(referenceQuery());
  const named = (list: NamedRef[] | undefined, none: string) => [
    { value: '', label: none },
    ...(list ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <NativeSelect
        label={t`Site`}
        description={t`Freezes of single sites look at it.`}
        value={draft.location_id ?? ''}
        onChange={(event) => onChange({ location_id: event.currentTarget.value || null })}
        data={named(data?.locations, t`Every site`)}
      />
      <NativeSelect
        label={t`Team`}
        description={t`Freezes of single teams look at it.`}
        value={draft.team_id ?? ''}
        onChange={(event) => onChange({ team_id: event.currentTarget.value || null })}
        data={named(data?.teams, t`No team`)}
      />
    </SimpleGrid>
  );
}
