import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Group, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ChangeAsset } from '@/api/changes';
import { AssetIcon } from '@/ui/assets/AssetIcon';
import { AssetSelect } from '@/ui/assets/AssetSelect';

interface Props {
  assets: ChangeAsset[];
  onChange: (assets: ChangeAsset[]) => void;
}

/** Things of the register that are worked on: conflicts are found along what depends on them. */
export function AssetsField({ assets, onChange }: Props) {
  const { t } = useLingui();
  return (
    <Stack gap="xs">
      <AssetSelect
        key={assets.length}
        size="sm"
        label={t`Affected assets`}
        without={assets.map(({ id }) => id)}
        onPick={({ id, tag, name, type }) => onChange([...assets, { id, tag, name, type: type.key }])}
      />
      <Text size="xs" c="dimmed">
        <Trans>Whatever depends on them is looked at too when conflicts are searched.</Trans>
      </Text>
      {assets.map((asset) => (
        <Group key={asset.id} gap="xs" wrap="nowrap">
          <AssetIcon type={asset.type} />
          <Text size="sm" style={{ flex: 1, minWidth: 0 }} truncate>
            {asset.name}{' '}
            <Text span size="xs" c="dimmed">
              {asset.tag}
            </Text>
          </Text>
          <ActionIcon
            size="sm"
            aria-label={t`Take ${asset.tag} away`}
            onClick={() => onChange(assets.filter(({ id }) => id !== asset.id))}
          >
            <IconX size={14} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
    </Stack>
  );
}
