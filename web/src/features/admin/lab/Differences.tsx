import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Table, Text } from '@mantine/core';
import type { Difference } from '@/api/admin-lab';
import { PART_LABELS } from './labels';
import { fieldWords } from './model';

/** What changes, line by line, in words. */
export function Differences({ lines, none }: { lines: Difference[]; none: string }) {
  if (lines.length === 0) {
    return (
      <Text c="dimmed" size="sm">
        {none}
      </Text>
    );
  }
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table verticalSpacing="xs" layout="auto">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">
              <Trans>What</Trans>
            </Table.Th>
            <Table.Th scope="col">
              <Trans>Before</Trans>
            </Table.Th>
            <Table.Th scope="col">
              <Trans>After</Trans>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Line key={`${line.part} ${line.thing} ${line.field ?? line.what}`} line={line} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Line({ line }: { line: Difference }) {
  const { t } = useLingui();
  const part = PART_LABELS[line.part];
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        <Text size="xs" c="dimmed">
          {part ? t(part) : line.part}
        </Text>
        <Text size="sm" fw={600}>
          {line.thing}
        </Text>
        {line.field && <Text size="sm">{fieldWords(line.field)}</Text>}
      </Table.Th>
      {line.what === 'changed' ? (
        <>
          <Table.Td>{line.before ?? '–'}</Table.Td>
          <Table.Td>{line.after ?? '–'}</Table.Td>
        </>
      ) : (
        <Table.Td colSpan={2}>
          <Badge variant="light" color={line.what === 'added' ? 'teal' : 'red'} radius="sm" tt="none">
            {line.what === 'added' ? <Trans>Added</Trans> : <Trans>Removed</Trans>}
          </Badge>
        </Table.Td>
      )}
    </Table.Tr>
  );
}
