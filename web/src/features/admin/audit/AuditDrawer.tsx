import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Stack, Table, Text } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import type { AuditEntry } from '@/api/admin-audit';
import { fullMoment } from '@/lib/time';
import { EditDrawer } from '../frame/EditDrawer';
import { FactList } from '../frame/FactList';
import { inWords, Plain } from '../frame/Plain';
import { useAdminSearch } from '../frame/use-admin-search';
import { changeLines } from './model';

export function AuditDrawer({ entries }: { entries: AuditEntry[] | undefined }) {
  const { t } = useLingui();
  return (
    <EditDrawer<AuditEntry>
      titles={{ create: t`Audit entry`, edit: t`Audit entry` }}
      rows={entries}
      rowId={(entry) => entry.id}
      size={640}
    >
      {(entry) => entry && <Entry entry={entry} />}
    </EditDrawer>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { t } = useLingui();
  const { set } = useAdminSearch();
  const details = Object.entries(entry.details).filter(([, value]) => value !== null && value !== '');
  return (
    <Stack gap="md" pb="lg">
      <Text fw={600}>{entry.summary || entry.action}</Text>
      <Changes entry={entry} />
      <FactList
        facts={
          [
            [t`Who`, entry.actor.name],
            [t`When`, fullMoment(entry.at)],
            [t`Action`, entry.action],
            [t`About`, `${entry.subject.type.replaceAll('_', ' ')} ${entry.subject.id}`],
            [t`From`, entry.ip || '–'],
            [t`Browser`, entry.user_agent || '–'],
            [t`Request`, entry.request_id || '–'],
            ...details.map(([key, value]): [string, string] => [
              `${key.replaceAll('_', ' ')}`,
              inWords(value),
            ]),
          ].filter(([name], at, all) => all.findIndex(([other]) => other === name) === at) as [
            string,
            string,
          ][]
        }
      />
      <div>
        <Button
          variant="light"
          size="sm"
          leftSection={<IconFilter size={16} />}
          onClick={() => set({ subject_id: entry.subject.id, edit: '' }, { replace: false })}
        >
          <Trans>Everything about the same thing</Trans>
        </Button>
      </div>
    </Stack>
  );
}

/** Each changed field before and after. */
function Changes({ entry }: { entry: AuditEntry }) {
  const { t } = useLingui();
  const lines = changeLines(entry);
  if (lines.length === 0) return null;
  return (
    <Table aria-label={t`What changed`} verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>
            <Trans>Field</Trans>
          </Table.Th>
          <Table.Th>
            <Trans>Before</Trans>
          </Table.Th>
          <Table.Th>
            <Trans>After</Trans>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map(({ field, before, after }) => (
          <Table.Tr key={field}>
            <Table.Th scope="row" fw={500}>
              {field}
            </Table.Th>
            <Table.Td>
              <Plain value={before} />
            </Table.Td>
            <Table.Td>
              <Plain value={after} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
