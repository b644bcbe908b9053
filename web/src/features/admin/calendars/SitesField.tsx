import { useLingui } from '@lingui/react/macro';
import { MultiSelect, Radio, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { calendars } from '@/api/admin-calendars';
import type { NamedRef } from '@/api/types';

/** Whether a new calendar has hours of its own or is made of others. */
export function Kind({
  isShared,
  onChange,
}: {
  isShared: boolean;
  onChange: (sites: string[] | null) => void;
}) {
  const { t } = useLingui();
  return (
    <Radio.Group
      label={t`Working hours`}
      value={isShared ? 'sites' : 'own'}
      onChange={(kind) => onChange(kind === 'sites' ? [] : null)}
    >
      <Stack gap="xs" mt="xs">
        <Radio value="own" label={t`Of one place`} />
        <Radio value="sites" label={t`Of several sites in turn (follow the sun)`} />
      </Stack>
    </Radio.Group>
  );
}

interface Props {
  ownId: string | undefined;
  value: string[];
  known: NamedRef[];
  onChange?: (sites: string[]) => void;
  error?: ReactNode;
}

/** The calendars that take turns, the one that works first named first. */
export function SitesField({ ownId, value, known, onChange, error }: Props) {
  const { t } = useLingui();
  const { data } = useQuery(calendars.listQuery());
  const single = (data ?? []).filter((one) => one.is_active && one.sites.length === 0 && one.id !== ownId);
  const options = new Map([...known, ...single].map(({ id, name }) => [id, name]));
  return (
    <MultiSelect
      label={t`Sites in turn`}
      description={t`Time counts while any of them works, each by its own clock. Where two work at once, the one named first does.`}
      data={Array.from(options, ([id, name]) => ({ value: id, label: name }))}
      value={value}
      onChange={(sites) => onChange?.(sites)}
      maxValues={8}
      error={error}
    />
  );
}
