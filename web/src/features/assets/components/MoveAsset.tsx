import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Asset, type AssetStatus, assetKeys, moveAsset } from '@/api/assets';
import { toastDone, toastFailed } from '@/lib/toast';
import { MOVE_LABELS } from '../labels';

interface Props {
  asset: Asset;
  to: AssetStatus | null;
  onClose: () => void;
}

/** Move an asset along its life; to dispose of it, or to bring it back, asks for a reason. */
export default function MoveAsset({ asset, to, onClose }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const needsNote = to === 'retired' || to === 'lost' || asset.status === 'retired';
  const move = useMutation({
    mutationFn: (next: AssetStatus) => moveAsset(asset.id, asset.version, next, note.trim()),
    onSuccess: () => {
      toastDone(t`Done`);
      onClose();
      return client.invalidateQueries({ queryKey: assetKeys.all });
    },
    onError: (error) => toastFailed(error, t`The asset stays where it is`),
  });
  const leaves = asset.owner && (to === 'retired' || to === 'lost' || to === 'in_stock');
  return (
    <Modal opened={to !== null} onClose={onClose} title={to && t(MOVE_LABELS[to])}>
      <Stack>
        {leaves && (
          <Text size="sm">
            <Trans>{asset.owner?.name} will hold it no more.</Trans>
          </Text>
        )}
        <Textarea
          label={needsNote ? t`Why, and where did it go?` : t`Note`}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={1_000}
          autosize
          minRows={2}
          data-autofocus
        />
        <Button
          onClick={() => to && move.mutate(to)}
          loading={move.isPending}
          disabled={needsNote && note.trim() === ''}
          {...(to === 'retired' || to === 'lost' ? { color: 'red' } : {})}
        >
          {to && t(MOVE_LABELS[to])}
        </Button>
      </Stack>
    </Modal>
  );
}
