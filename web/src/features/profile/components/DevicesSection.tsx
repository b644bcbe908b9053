import { Trans } from '@lingui/react/macro';
import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ownAssetsQuery } from '@/api/assets';
import { formatDate } from '@/lib/time';
import { AssetIcon } from '@/ui/assets/AssetIcon';
import { AssetStatusChip } from '@/ui/assets/AssetStatusChip';
import { Section } from './Section';

/** What the register says that somebody holds. */
export function DevicesSection() {
  const { data: devices = [] } = useQuery(ownAssetsQuery());
  if (devices.length === 0) return null;
  return (
    <Section
      title={<Trans>My devices and licences</Trans>}
      text={<Trans>What the register says you hold. Tell the service desk where it is wrong.</Trans>}
    >
      <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {devices.map((device) => (
          <Group key={device.id} component="li" gap="sm" wrap="nowrap">
            <AssetIcon type={device.type.key} size={22} />
            <div style={{ flex: 1, minWidth: 0 }}>
              <Text size="sm" fw={500}>
                {device.name}
              </Text>
              <Text size="xs" c="dimmed">
                {[device.tag, device.type.name, device.serial].filter(Boolean).join(' · ')}
                {device.warranty_until && (
                  <Trans> · warranty until {formatDate(device.warranty_until, 'UTC')}</Trans>
                )}
              </Text>
            </div>
            <AssetStatusChip status={device.status} />
          </Group>
        ))}
      </Stack>
    </Section>
  );
}
