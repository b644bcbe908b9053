import { Trans } from '@lingui/react/macro';
import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Series } from './Chart';

interface Props {
  title: string;
  labels: string[];
  series: Series[];
  format: (value: number) => string;
  rowLabel: ((labelIndex: number) => ReactNode) | undefined;
  cellOf: ((labelIndex: number, seriesIndex: number, shown: string) => ReactNode) | undefined;
}

/** The numbers of a chart. */
export default function NumberTable({ title, labels, series, format, rowLabel, cellOf }: Props) {
  return (
    <Table.ScrollContainer minWidth={280}>
      <Table captionSide="top" striped>
        <Table.Caption>{title}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">
              <Trans>Name</Trans>
            </Table.Th>
            {series.map((one) => (
              <Table.Th key={one.name} scope="col" ta="right">
                {one.name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {labels.map((label, row) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" fw={500}>
                {rowLabel?.(row) ?? label}
              </Table.Th>
              {series.map((one, place) => {
                const value = one.values[row] ?? null;
                const shown = value === null ? '–' : format(value);
                return (
                  <Table.Td key={one.name} ta="right" className="numeric">
                    {value !== null && cellOf ? cellOf(row, place, shown) : shown}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
