import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { EXPORT_FORMATS, type ExportFormat } from '@/api/exports';
import { saveFile } from '@/lib/save-file';
import { toastFailed } from '@/lib/toast';

interface Props {
  /** What the file is called, without its ending. */
  name: string;
  fetchFile: (format: ExportFormat) => Promise<Blob>;
}

/** What is on the screen as a file: CSV, Excel, JSON or PDF. */
export default function ExportMenu({ name, fetchFile }: Props) {
  const { t } = useLingui();
  const { mutate, isPending } = useMutation({
    mutationFn: async (format: ExportFormat) => saveFile(await fetchFile(format), `${name}.${format}`),
    onError: (error) => toastFailed(error, t`The file was not made`),
  });
  const labels: Record<ExportFormat, string> = {
    csv: t`CSV`,
    xlsx: t`Excel workbook`,
    json: t`JSON`,
    pdf: t`PDF, to read`,
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          size="compact-md"
          loading={isPending}
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          <Trans>Export</Trans>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {EXPORT_FORMATS.map((format) => (
          <Menu.Item key={format} onClick={() => mutate(format)}>
            {labels[format]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
