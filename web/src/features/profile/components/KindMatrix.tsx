import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox, Table } from '@mantine/core';
import { Fragment } from 'react';
import type { Choices } from '@/api/notifications';
import { GROUP_LABELS } from '@/ui/news-groups';
import { KIND_LABELS, type Way } from '../notification-model';

interface Props {
  kinds: Choices['kinds'];
  onChange: (key: string, way: Way, on: boolean) => void;
}

/** Each kind of news by each way. */
export function KindMatrix({ kinds, onChange }: Props) {
  const { t } = useLingui();
  const groups = [...new Set(kinds.map((kind) => kind.group))];
  return (
    <Table verticalSpacing={6} horizontalSpacing="xs" aria-label={t`What you are told`}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>
            <Trans>When</Trans>
          </Table.Th>
          <Table.Th w={70} ta="center">
            <Trans>In the app</Trans>
          </Table.Th>
          <Table.Th w={60} ta="center">
            <Trans>Mail</Trans>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {groups.map((group) => (
          <Fragment key={group}>
            <Table.Tr>
              <Table.Th colSpan={3} scope="rowgroup" c="dimmed" fz="xs" pt="md">
                {GROUP_LABELS[group] ? t(GROUP_LABELS[group]) : group}
              </Table.Th>
            </Table.Tr>
            {kinds
              .filter((kind) => kind.group === group)
              .map((kind) => (
                <KindRow key={kind.key} kind={kind} onChange={onChange} />
              ))}
          </Fragment>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function KindRow({ kind, onChange }: { kind: Choices['kinds'][number]; onChange: Props['onChange'] }) {
  const { t } = useLingui();
  const known = KIND_LABELS[kind.key];
  const name = known ? t(known) : kind.name;
  const box = (way: Way, label: string) => (
    <Checkbox
      styles={{ body: { justifyContent: 'center' } }}
      aria-label={label}
      checked={kind[way]}
      onChange={(event) => onChange(kind.key, way, event.currentTarget.checked)}
    />
  );
  return (
    <Table.Tr>
      <Table.Td>{name}</Table.Td>
      <Table.Td>{box('bell', t`${name}: in the app`)}</Table.Td>
      <Table.Td>{box('email', t`${name}: by mail`)}</Table.Td>
    </Table.Tr>
  );
}
