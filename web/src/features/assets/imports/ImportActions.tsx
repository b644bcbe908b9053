import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Menu } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconDownload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type AssetImport, fetchRefused, importKeys, runImport, undoImport } from '@/api/asset-imports';
import { confirm } from '@/lib/confirm';
import { saveFile } from '@/lib/save-file';
import { toastFailed } from '@/lib/toast';
import { isMoving } from './model';

interface Props {
  one: AssetImport;
  naming: boolean;
  onName: () => void;
}

/** What may be done with an import as a whole. */
export function ImportActions({ one, naming, onName }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const settled = (next: AssetImport) => {
    client.setQueryData(importKeys.one(one.id), next);
    void client.invalidateQueries({ queryKey: importKeys.all });
  };
  const run = useMutation({
    mutationFn: () => runImport(one.id),
    onSuccess: settled,
    onError: (fault) => toastFailed(fault, t`Nothing was brought in`),
  });
  const undo = useMutation({
    mutationFn: () => undoImport(one.id),
    onSuccess: settled,
    onError: (fault) => toastFailed(fault, t`Nothing was taken back`),
  });
  const askUndo = async () => {
    const agreed = await confirm({
      title: t`Take this import back?`,
      text: t`New assets go, changed ones become as they were. What people changed since stays, and is named.`,
      confirm: t`Take it back`,
      cancel: t`Leave it`,
      danger: true,
    });
    if (agreed) undo.mutate();
  };
  if (naming || isMoving(one.state)) return null;
  const rows = one.counts.new + one.counts.changed;
  return (
    <>
      {one.counts.refused > 0 && <RefusedMenu one={one} />}
      {one.state === 'checked' && one.source === 'table' && (
        <Button variant="default" size="sm" onClick={onName}>
          <Trans>Change the columns</Trans>
        </Button>
      )}
      {one.state === 'checked' && (
        <Button
          size="sm"
          disabled={rows === 0}
          loading={run.isPending}
          leftSection={<IconCheck size={16} aria-hidden />}
          onClick={() => run.mutate()}
        >
          <Plural value={rows} one="Bring # row in" other="Bring # rows in" />
        </Button>
      )}
      {(one.state === 'done' || one.state === 'stopped') && (
        <Button
          size="sm"
          variant="default"
          loading={undo.isPending}
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          onClick={() => void askUndo()}
        >
          <Trans>Take it back</Trans>
        </Button>
      )}
    </>
  );
}

function RefusedMenu({ one }: { one: AssetImport }) {
  const { t } = useLingui();
  const fetching = useMutation({
    mutationFn: async (format: 'csv' | 'xlsx') =>
      saveFile(await fetchRefused(one.id, format), `refused.${format}`),
    onError: (fault) => toastFailed(fault, t`The file was not made`),
  });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          size="sm"
          loading={fetching.isPending}
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          <Trans>Refused rows</Trans>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => fetching.mutate('csv')}>{t`CSV`}</Menu.Item>
        <Menu.Item onClick={() => fetching.mutate('xlsx')}>{t`Excel workbook`}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
