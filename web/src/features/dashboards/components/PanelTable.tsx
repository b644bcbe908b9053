import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Table } from '@mantine/core';
import { useState } from 'react';
import type { Panel } from '@/api/dashboard-types';
import { TextLink } from '@/ui/links';
import { listOf } from '../drill';
import { useFigure, useRowName } from '../figures';
import { metricLabel } from '../labels';
import { toneOf } from '../model';
import classes from './Dashboard.module.css';

const FIRST_ROWS = 12;

/** A panel as a table: every figure is a link to its tickets, every heading says what it means. */
export default function PanelTable({ panel, title }: { panel: Panel; title: string }) {
  const { t } = useLingui();
  const figure = useFigure();
  const nameOf = useRowName(panel.by);
  const [whole, setWhole] = useState(false);
  const rows = whole ? panel.rows : panel.rows.slice(0, FIRST_ROWS);
  const count = panel.rows.length;
  return (
    <>
      <Table.ScrollContainer
        minWidth={120 + 96 * panel.columns.length}
        type="native"
        tabIndex={0}
        role="region"
        aria-label={title}
      >
        <Table aria-label={title} striped>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">
                <Trans>Name</Trans>
              </Table.Th>
              {panel.columns.map((column) => (
                <Table.Th key={column.key} scope="col" ta="right" title={column.definition}>
                  {t(metricLabel(column))}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.key}>
                <Table.Th scope="row" fw={500}>
                  {nameOf(row)}
                </Table.Th>
                {panel.columns.map((column, place) => {
                  const cell = row.cells[place];
                  const shown = cell ? figure(cell.value, column.unit) : '–';
                  return (
                    <Table.Td
                      key={column.key}
                      className={`numeric ${classes.cell}`}
                      data-tone={cell && cell.count > 0 ? toneOf(column, cell) : undefined}
                    >
                      {cell?.drill && cell.value !== null ? (
                        <TextLink {...listOf(column.grain, cell.drill)} c="inherit">
                          {shown}
                        </TextLink>
                      ) : (
                        shown
                      )}
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {count > FIRST_ROWS && (
        <Button variant="subtle" color="gray" size="compact-sm" mt="xs" onClick={() => setWhole(!whole)}>
          {whole ? t`Show fewer` : t`Show all ${count}`}
        </Button>
      )}
    </>
  );
}
