import { Trans, useLingui } from '@lingui/react/macro';
import { Button, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { BoardLimits } from '@/api/board';
import type { DeskFilters } from '@/api/desk-types';
import type { TicketSummary } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { STATUS_LABELS } from '@/ui/labels';
import { CardsSkeleton } from '@/ui/Skeletons';
import { limitOf } from '../../kanban-lanes';
import { type Column, mayMove, nextColumn, standsIn } from '../../kanban-model';
import type { LaneBy } from '../../search';
import { Count } from './Count';
import classes from './Kanban.module.css';
import { KanbanCell, type Moving } from './KanbanCell';
import { Lanes } from './Lanes';
import { type ColumnTickets, useColumns } from './use-columns';
import { useMove } from './use-move';

export interface Held {
  ticket: TicketSummary;
  /** Where it would be put: an index among all columns. */
  over: number;
  by: 'pointer' | 'keys';
}

interface Props {
  columns: Column[];
  /** On a phone one at a time. */
  shown: Column[];
  filters: DeskFilters;
  by: LaneBy | undefined;
  /** The limits of every team, and of the one team whose tickets these are, if so. */
  limits: readonly BoardLimits[];
  team: BoardLimits | undefined;
}

/** Columns of cards. Space picks a card up, arrows choose the column, Space puts it down, Escape leaves it. */
export function Kanban({ columns, shown, filters, by, limits, team }: Props) {
  const { t } = useLingui();
  const { moving, said } = useMoving(columns);
  const tickets = useColumns(filters, shown);
  const nameOf = (column: Column) => t(STATUS_LABELS[column.statuses[0] ?? column.to]);
  const headOf = ({ column, total }: ColumnTickets) => (
    <h2 className={classes.head}>
      {nameOf(column)} {total !== null && <Count count={total} limit={limitOf(team, column)} />}
    </h2>
  );
  const { held } = moving;
  return (
    <>
      <VisuallyHidden aria-live="assertive">{said}</VisuallyHidden>
      {by ? (
        <Lanes
          by={by}
          columns={tickets}
          moving={moving}
          limits={limits}
          nameOf={nameOf}
          headOf={headOf}
          footOf={(one) => <Foot tickets={one} />}
        />
      ) : (
        <div className={classes.board} data-lane-row>
          {tickets.map((one) => {
            const limit = limitOf(team, one.column);
            return (
              <KanbanCell
                key={one.column.to}
                name={nameOf(one.column)}
                column={one.column}
                tickets={one.rows}
                moving={moving}
                isOpen
                isOver={columns[held?.over ?? -1] === one.column}
                isTooFull={limit !== null && (one.total ?? 0) > limit}
                head={headOf(one)}
                waiting={one.total === null && <Foot tickets={one} />}
                foot={one.total !== null && <Foot tickets={one} />}
              />
            );
          })}
        </div>
      )}
    </>
  );
}

/** What a column says below its cards: that it loads, that it could not, that there are more. */
function Foot({ tickets: { error, total, again, more, loadingMore } }: { tickets: ColumnTickets }) {
  if (error) return <ErrorState error={error} onRetry={again} />;
  if (total === null) return <CardsSkeleton count={3} />;
  if (!more) return null;
  return (
    <Button variant="subtle" size="compact-sm" loading={loadingMore} onClick={more}>
      <Trans>More</Trans>
    </Button>
  );
}

/** Which card is held and where it would go, by pointer or by keys, and what is said of that. */
function useMoving(columns: Column[]): { moving: Moving; said: string } {
  const { t } = useLingui();
  const [held, setHeld] = useState<Held | null>(null);
  const [said, setSaid] = useState('');
  const move = useMove();
  const put = (ticket: TicketSummary, column: Column | undefined) => {
    setHeld(null);
    if (column && mayMove(ticket, column)) move(ticket, column);
    setSaid('');
  };
  const onKey = (ticket: TicketSummary, key: string): boolean => {
    const { number } = ticket;
    if (held?.by !== 'keys' || held.ticket.id !== ticket.id) {
      if (key !== ' ') return false;
      const at = columns.findIndex((column) => standsIn(ticket, column));
      setHeld({ ticket, over: at, by: 'keys' });
      setSaid(t`${number} is picked up. Arrows choose a column, Space puts it there, Escape leaves it.`);
      return true;
    }
    if (key === 'Escape') {
      setHeld(null);
      setSaid(t`${number} stays where it is.`);
    } else if (key === ' ' || key === 'Enter') put(ticket, columns[held.over]);
    else if (key === 'ArrowLeft' || key === 'ArrowRight') {
      const over = nextColumn(columns, ticket, held.over, key === 'ArrowLeft' ? -1 : 1);
      const column = columns[over];
      setHeld({ ...held, over });
      setSaid(column ? t(STATUS_LABELS[column.statuses[0] ?? column.to]) : '');
    } else return false;
    return true;
  };
  const moving: Moving = {
    columns,
    held,
    onHold: (ticket, column) => setHeld({ ticket, over: columns.indexOf(column), by: 'pointer' }),
    onOver: (column) => held && setHeld({ ...held, over: columns.indexOf(column) }),
    onDrop: (column) => held && put(held.ticket, column),
    onLeave: () => setHeld(null),
    onMove: move,
    onKey,
  };
  return { moving, said };
}
