import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Group, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { assetKeys, linkAsset, ticketAssetsQuery, unlinkAsset } from '@/api/assets';
import { useCan } from '@/api/auth';
import type { Ticket } from '@/api/types';
import { newKey } from '@/lib/ids';
import { toastFailed } from '@/lib/toast';
import { AssetIcon } from '@/ui/assets/AssetIcon';
import { AssetSelect } from '@/ui/assets/AssetSelect';
import { AssetStatusChip } from '@/ui/assets/AssetStatusChip';
import { TextLink } from '@/ui/links';
import classes from './Detail.module.css';

/** The devices and services a ticket is about. */
export default function AssetLinks({ ticket, works }: { ticket: Ticket; works: boolean }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const reads = useCan('assets.read');
  const { data: links = [] } = useQuery(ticketAssetsQuery(ticket.id));
  const refresh = () => client.invalidateQueries({ queryKey: assetKeys.all });
  const link = useMutation({
    mutationFn: (id: string) => linkAsset(ticket.id, id, newKey()),
    onError: (error) => toastFailed(error, t`The asset was not put beside the ticket`),
    onSettled: refresh,
  });
  const unlink = useMutation({
    mutationFn: (id: string) => unlinkAsset(ticket.id, id),
    onError: (error) => toastFailed(error, t`The asset was not taken away`),
    onSettled: refresh,
  });
  const changes = works && reads;
  if (!changes && links.length === 0) return null;
  return (
    <section aria-label={t`Assets`}>
      <Text className={classes.sectionTitle} mb={6}>
        <Trans>Assets</Trans>
      </Text>
      <Stack gap={6}>
        {links.map(({ asset, owner }) => (
          <Group key={asset.id} gap={8} wrap="nowrap" align="flex-start">
            <AssetIcon type={asset.type.key} />
            <div style={{ flex: 1, minWidth: 0 }}>
              {reads ? (
                <TextLink to="/assets/$id" params={{ id: asset.tag }} size="sm">
                  {asset.name}
                </TextLink>
              ) : (
                <Text size="sm">{asset.name}</Text>
              )}
              <Text size="xs" c="dimmed">
                {[asset.tag, owner?.name].filter(Boolean).join(' · ')}
              </Text>
            </div>
            {asset.status !== 'active' && <AssetStatusChip status={asset.status} />}
            {changes && (
              <ActionIcon
                size="sm"
                aria-label={t`Take ${asset.tag} away`}
                onClick={() => unlink.mutate(asset.id)}
              >
                <IconX size={14} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        ))}
        {changes && (
          <AssetSelect
            key={links.length}
            label={t`Which device or service?`}
            onPick={(asset) => link.mutate(asset.id)}
            without={links.map(({ asset }) => asset.id)}
          />
        )}
      </Stack>
    </section>
  );
}
