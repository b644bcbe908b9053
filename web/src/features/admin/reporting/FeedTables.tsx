import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Accordion, Button, Code, Group, Skeleton, Table, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { FEED, type FeedTable, feedFile, feedTablesQuery } from '@/api/admin-reporting';
import { toastFailed } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import { saveFile } from '../frame/save-file';

/** The tables of the star with every column explained, to read here and to fetch with a token. */
export function FeedTables() {
  const { data, isPending, error, refetch } = useQuery(feedTablesQuery());
  return (
    <section>
      <Title order={2} size="h4" mb={4}>
        <Trans>Tables</Trans>
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        <Trans>
          The same rows leave over the interface as CSV or JSON, for an API token with the scope reports:read.
        </Trans>
      </Text>
      {isPending && <Skeleton h={320} radius="md" />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && (
        <Accordion variant="separated" order={3}>
          {data.map((table) => (
            <Accordion.Item key={table.name} value={table.name}>
              <Accordion.Control>
                <Text fw={600} ff="monospace" size="sm">
                  {table.name}
                </Text>
                <Text size="sm" c="dimmed">
                  {table.meaning}
                </Text>
              </Accordion.Control>
              <Accordion.Panel>
                <TableOf table={table} />
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      )}
    </section>
  );
}

function TableOf({ table }: { table: FeedTable }) {
  const { t } = useLingui();
  const { name, columns, may_read } = table;
  const download = useMutation({
    mutationFn: async () => saveFile(await feedFile(name), `${name}.csv`),
    onError: (fault) => toastFailed(fault, t`The file was not made`),
  });
  return (
    <>
      <Group justify="space-between" gap="xs" mb="xs">
        <Code style={{ overflowWrap: 'anywhere' }}>
          GET {FEED}/{name}?format=csv
        </Code>
        <Button
          variant="default"
          size="xs"
          disabled={!may_read}
          leftSection={<IconDownload size={14} aria-hidden />}
          loading={download.isPending}
          onClick={() => download.mutate()}
          aria-label={t`Download ${name} as CSV`}
        >
          <Trans>CSV</Trans>
        </Button>
      </Group>
      <Table.ScrollContainer
        minWidth={260}
        type="native"
        tabIndex={0}
        role="region"
        aria-label={t`Columns of ${name}`}
      >
        <Table verticalSpacing={4} aria-label={t`Columns of ${name}`}>
          <Table.Tbody>
            {columns.map((column) => (
              <Table.Tr key={column.name}>
                <Table.Th
                  scope="row"
                  fw={500}
                  ff="monospace"
                  fz="xs"
                  w="40%"
                  style={{ overflowWrap: 'anywhere' }}
                >
                  {column.name}
                </Table.Th>
                <Table.Td fz="sm">{column.meaning}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed" mt="xs">
        <Plural value={columns.length} one="# column" other="# columns" />
      </Text>
    </>
  );
}
