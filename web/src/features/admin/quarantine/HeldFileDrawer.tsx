import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteHeldFile, type HeldFile, quarantineKey, releaseFile } from '@/api/admin-quarantine';
import { confirm } from '@/lib/confirm';
import { formatBytes, formatMoment } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';
import { TextLink } from '@/ui/links';
import { EditDrawer } from '../frame/EditDrawer';
import { useAdminSearch } from '../frame/use-admin-search';
import { HELD_LABELS } from './labels';

const REASON_MIN = 5;

export function HeldFileDrawer({ files }: { files: HeldFile[] | undefined }) {
  const { t } = useLingui();
  return (
    <EditDrawer<HeldFile>
      titles={{ create: t`Held file`, edit: t`Held file` }}
      rows={files}
      rowId={(file) => file.id}
    >
      {(file) => file && <Held file={file} />}
    </EditDrawer>
  );
}

/** One held file: what is known of it, and the two ways out. */
function Held({ file }: { file: HeldFile }) {
  const { t } = useLingui();
  const finding = t(HELD_LABELS[file.scan_state]);
  const sender = file.uploaded_by ?? t`Somebody`;
  const at = formatMoment(file.created_at);
  return (
    <Stack gap="md" pb="lg">
      <div>
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {file.name}
        </Text>
        <Text size="sm" c="dimmed">
          {formatBytes(file.size_bytes)} · {file.media_type}
        </Text>
      </div>
      <Alert color={file.scan_state === 'infected' ? 'red' : 'yellow'} title={finding}>
        {file.detail ?? <Trans>The scanner has not looked into it yet.</Trans>}
      </Alert>
      <Text size="sm">
        <Trans>
          {sender} sent it on {at}.
        </Trans>{' '}
        {file.owner_type === 'ticket' && (
          <TextLink to={`/queue/${file.owner_id}` as never}>
            <Trans>Open the ticket</Trans>
          </TextLink>
        )}
      </Text>
      <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
        SHA-256 {file.sha256}
      </Text>
      <WaysOut file={file} />
    </Stack>
  );
}

function WaysOut({ file }: { file: HeldFile }) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const { release, remove } = useWaysOut(file);
  const ask = async () => {
    const agreed = await confirm({
      title: t`Delete ${file.name}?`,
      text: t`Its bytes are removed for good. The ticket goes on showing that there was a file.`,
      confirm: t`Delete`,
      cancel: t`Keep`,
      danger: true,
    });
    if (agreed) remove.mutate();
  };
  return (
    <Stack gap="sm">
      <Textarea
        label={t`Why it may be released`}
        description={t`Everybody who sees the ticket can then open the file. The reason is written down.`}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={500}
        autosize
        minRows={2}
      />
      <Group justify="space-between">
        <Button
          color="red"
          variant="light"
          leftSection={<IconTrash size={16} />}
          loading={remove.isPending}
          onClick={() => void ask()}
        >
          <Trans>Delete</Trans>
        </Button>
        <Button
          variant="default"
          disabled={reason.trim().length < REASON_MIN}
          loading={release.isPending}
          onClick={() => release.mutate(reason.trim())}
        >
          <Trans>Release</Trans>
        </Button>
      </Group>
    </Stack>
  );
}

function useWaysOut(file: HeldFile) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { close } = useAdminSearch();
  const done = (message: string) => {
    toastDone(message);
    close();
    return client.invalidateQueries({ queryKey: quarantineKey });
  };
  const release = useMutation({
    mutationFn: (reason: string) => releaseFile(file.id, reason),
    onSuccess: () => done(t`${file.name} is released.`),
    onError: (error) => toastFailed(error, t`The file was not released`),
  });
  const remove = useMutation({
    mutationFn: () => deleteHeldFile(file.id),
    onSuccess: () => done(t`${file.name} is deleted.`),
    onError: (error) => toastFailed(error, t`The file was not deleted`),
  });
  return { release, remove };
}
