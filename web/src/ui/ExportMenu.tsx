import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { EXPORT_FORMATS, type ExportFormat } from '@/api/exports';
import { saveFile } from '@/lib/save-file';
import { toastFailed } from '@/lib/toast';
import { MenuGroup } from './MenuGroup';

export interface Exported {
  /** What the file is called, without its ending. */
  name: string;
  fetchFile: (format: ExportFormat) => Promise<Blob>;
}

interface Props extends Exported {
  /** What else of it can leave, below a heading of its own. */
  more?: (Exported & { title: string }) | undefined;
}

/** What is on the screen as a file: CSV, Excel, JSON or PDF. */
export default function ExportMenu({ name, fetchFile, more }: Props) {
  const { t } = useLingui();
  const { mutate, isPending } = useMutation({
    mutationFn: async ({ file, format }: { file: Exported; format: ExportFormat }) =>
      saveFile(await file.fetchFile(format), `${file.name}.${format}`),
    onError: (error) => toastFailed(error, t`The file was not made`),
  });
  const labels: Record<ExportFormat, string> = {
    csv: t`CSV`,
    xlsx: t`Excel workbook`,
    json: t`JSON`,
    pdf: t`PDF, to read`,
  };
  const itemsOf = (file: Exported) =>
    EXPORT_FORMATS.map((format) => (
      <Menu.Item key={format} onClick={() => mutate({ file, format })}>
        {labels[format]}
      </Menu.Item>
    ));
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
        {more ? (
          <>
            <MenuGroup name={t`The list`}>{itemsOf({ name, fetchFile })}</MenuGroup>
            <Menu.Divider />
            <MenuGroup name={more.title}>{itemsOf(more)}</MenuGroup>
          </>
        ) : (
          itemsOf({ name, fetchFile })
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
