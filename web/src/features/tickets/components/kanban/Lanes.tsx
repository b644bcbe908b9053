import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import type { CSSProperties, ReactNode } from 'react';
import type { BoardLimits } from '@/api/board';
import { type Lane, limitOf } from '../../kanban-lanes';
import type { Column } from '../../kanban-model';
import type { LaneBy } from '../../search';
import { Count } from './Count';
import classes from './Kanban.module.css';
import { KanbanCell } from './KanbanCell';
import { LimitsButton } from './LimitsButton';
import type { ColumnTickets } from './use-columns';
import type { Moving } from './use-moving';

interface Props {
  by: LaneBy;
  lanes: Lane[];
  columns: ColumnTickets[];
  moving: Moving;
  limits: readonly BoardLimits[];
  nameOf: (column: Column) => string;
  headOf: (column: ColumnTickets) => ReactNode;
  footOf: (column: ColumnTickets) => ReactNode;
}

/** The board cut into lanes: a heading for each column once, then a band for each team, agent or priority. */
export function Lanes({ by, lanes, columns, moving, limits, nameOf, headOf, footOf }: Props) {
  const { t } = useLingui();
  const nobody = by === 'team' ? t`No team` : t`Nobody`;
  const width = { '--columns': columns.length } as CSSProperties;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: wider than a tablet, and keyboards scroll it, too
    <section className={classes.lanes} style={width} tabIndex={0} aria-label={t`Board`}>
      <div className={classes.board}>
        {columns.map((one) => (
          <div key={one.column.to} className={classes.top}>
            {headOf(one)}
          </div>
        ))}
      </div>
      {lanes.map((lane) => (
        <Band
          key={lane.key}
          lane={lane}
          title={lane.name ?? nobody}
          columns={columns}
          moving={moving}
          limits={by === 'team' ? limits.find(({ team }) => team.id === lane.key) : undefined}
          nameOf={nameOf}
        />
      ))}
      {lanes.length === 0 && (
        <Text size="sm" c="dimmed" p="sm" ta="center">
          <Trans>Nothing here</Trans>
        </Text>
      )}
      <div className={classes.board}>
        {columns.map((one) => (
          <div key={one.column.to}>{footOf(one)}</div>
        ))}
      </div>
    </section>
  );
}

interface BandProps {
  lane: Lane;
  title: string;
  columns: ColumnTickets[];
  moving: Moving;
  limits: BoardLimits | undefined;
  nameOf: (column: Column) => string;
}

function Band({ lane, title, columns, moving, limits, nameOf }: BandProps) {
  const { held } = moving;
  const isTheirs = held !== null && lane.cells.some((cell) => cell.some(({ id }) => id === held.ticket.id));
  const takesLane = held !== null && moving.lanesFor(held.ticket).includes(lane);
  const isOver = held?.lane === (isTheirs ? null : lane.key);
  const count = lane.cells.flat().length;
  return (
    <section className={classes.lane} aria-label={title}>
      <div className={classes.laneHead}>
        <h2 className={classes.head}>
          {title}{' '}
          <Text span c="dimmed" size="sm">
            <Plural value={count} one="# ticket" other="# tickets" />
          </Text>
        </h2>
        {limits?.may_edit && <LimitsButton limits={limits} />}
      </div>
      <div className={classes.board} data-lane-row>
        {columns.map((one, at) => {
          const tickets = lane.cells[at] ?? [];
          const limit = limitOf(limits, one.column);
          return (
            <KanbanCell
              key={one.column.to}
              name={`${title}: ${nameOf(one.column)}`}
              column={one.column}
              tickets={tickets}
              moving={moving}
              lane={isTheirs ? null : lane.key}
              isOpen={isTheirs}
              takesLane={takesLane}
              isOver={isOver && moving.columns[held?.over ?? -1] === one.column}
              isTooFull={limit !== null && tickets.length > limit}
              head={
                limits && (
                  <div>
                    <Count count={tickets.length} open={Boolean(one.more)} limit={limit} />
                  </div>
                )
              }
            />
          );
        })}
      </div>
    </section>
  );
}
