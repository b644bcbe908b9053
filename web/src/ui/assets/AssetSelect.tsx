import { useLingui } from '@lingui/react/macro';
import { type MantineSize, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type AssetCard, foundAssetsQuery } from '@/api/assets';

interface Props {
  label: string;
  onPick: (asset: AssetCard) => void;
  /** Ids that are not offered. */
  without?: string[];
  size?: MantineSize;
  chosen?: AssetCard | null;
}

const TYPING_MS = 250;
const named = ({ tag, name }: AssetCard) => `${tag} · ${name}`;

/** Find an asset by tag, name, serial number or holder. */
export function AssetSelect({ label, onPick, without = [], size = 'xs', chosen = null }: Props) {
  const { t } = useLingui();
  const [text, setText] = useState(chosen ? named(chosen) : '');
  const [asked] = useDebouncedValue(text, TYPING_MS);
  const isChosen = chosen !== null && asked === named(chosen);
  const { data: found = [], isFetching } = useQuery(foundAssetsQuery(isChosen ? '' : asked.trim()));
  const all = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found;
  const offered = all.filter(({ id }) => !without.includes(id));
  return (
    <Select
      size={size}
      label={label}
      placeholder={t`Tag, name, serial or person`}
      searchable
      searchValue={text}
      onSearchChange={setText}
      value={chosen?.id ?? null}
      onChange={(id) => {
        const asset = offered.find((one) => one.id === id);
        if (asset) onPick(asset);
      }}
      filter={({ options }) => options}
      data={offered.map((asset) => ({
        value: asset.id,
        label: asset.owner ? `${named(asset)} · ${asset.owner.name}` : named(asset),
      }))}
      nothingFoundMessage={isFetching ? t`Looking…` : t`No such asset`}
    />
  );
}
