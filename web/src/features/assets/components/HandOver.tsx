import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Modal, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Asset, assetKeys, type Condition, handOver } from '@/api/assets';
import type { NamedRef } from '@/api/types';
import { newKey } from '@/lib/ids';
import { toastDone, toastFailed } from '@/lib/toast';
import { PersonSelect } from '@/ui/PersonSelect';
import { CONDITION_LABELS } from '../labels';

interface Props {
  asset: Asset;
  opened: boolean;
  onClose: () => void;
}

/** Give an asset to somebody, who is mailed, or take it back to stock. */
export default function HandOver({ asset, opened, onClose }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [person, setPerson] = useState<NamedRef | null>(null);
  const [condition, setCondition] = useState('');
  const [note, setNote] = useState('');
  const give = useMutation({
    mutationFn: (to: string | null) =>
      handOver(
        asset.id,
        asset.version,
        { to_id: to, condition: (condition || null) as Condition | null, note: note.trim() },
        newKey(),
      ),
    onSuccess: () => {
      toastDone(t`Written down`);
      onClose();
      return client.invalidateQueries({ queryKey: assetKeys.all });
    },
    onError: (error) => toastFailed(error, t`The asset stays with whoever holds it`),
  });
  return (
    <Modal opened={opened} onClose={onClose} title={t`Hand over ${asset.tag}`}>
      <Stack>
        {asset.owner && (
          <Text size="sm" c="dimmed">
            <Trans>Held by {asset.owner.name} now.</Trans>
          </Text>
        )}
        <PersonSelect label={t`Who gets it?`} value={person} onPick={setPerson} size="sm" />
        <NativeSelect
          label={t`Condition`}
          value={condition}
          onChange={(event) => setCondition(event.currentTarget.value)}
          data={[
            { value: '', label: t`Not said` },
            ...Object.entries(CONDITION_LABELS).map(([value, label]) => ({ value, label: t(label) })),
          ]}
        />
        <Textarea
          label={t`Note`}
          placeholder={t`What goes with it: charger, bag, accessories`}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={1_000}
          autosize
          minRows={2}
        />
        <Group justify="space-between">
          {asset.owner ? (
            <Button variant="default" loading={give.isPending} onClick={() => give.mutate(null)}>
              <Trans>Take back to stock</Trans>
            </Button>
          ) : (
            <span />
          )}
          <Button
            disabled={!person}
            loading={give.isPending}
            onClick={() => person && give.mutate(person.id)}
          >
            <Trans>Hand over</Trans>
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
