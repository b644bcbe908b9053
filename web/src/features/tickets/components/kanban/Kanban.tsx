import { useLingui } from '@lingui/react/macro';
import { VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { DeskFilters } from '@/api/desk-types';
import type { TicketSummary } from '@/api/types';
import { STATUS_LABELS } from '@/ui/labels';
import { type Column, mayMove, nextColumn, standsIn } from '../../kanban-model';
import classes from './Kanban.module.css';
import { KanbanColumn } from './KanbanColumn';
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
}

/** Columns of cards. Space picks a card up, arrows choose the column, Space puts it down, Escape leaves it. */
export function Kanban({ columns, shown, filters }: Props) {
  const { t } = useLingui();
  const [held, setHeld] = useState<Held | null>(null);
  const [said, setSaid] = useState('');
  const move = useMove();
  const nameOf = (column: Column | undefined) =>
    column ? t(STATUS_LABELS[column.statuses[0] ?? column.to]) : '';

  const put = (ticket: TicketSummary, at: number) => {
    const column = columns[at];
    setHeld(null);
    if (column && mayMove(ticket, column)) move(ticket, column);
    setSaid('');
  };
  const onKey = (ticket: TicketSummary, key: string): boolean => {
    if (held?.by !== 'keys' || held.ticket.id !== ticket.id) {
      if (key !== ' ') return false;
      const at = columns.findIndex((column) => standsIn(ticket, column));
      setHeld({ ticket, over: at, by: 'keys' });
      setSaid(
        t`${ticket.number} is picked up. Arrows choose a column, Space puts it there, Escape leaves it.`,
      );
      return true;
    }
    if (key === 'Escape') {
      setHeld(null);
      setSaid(t`${ticket.number} stays where it is.`);
    } else if (key === ' ' || key === 'Enter') put(ticket, held.over);
    else if (key === 'ArrowLeft' || key === 'ArrowRight') {
      const over = nextColumn(columns, ticket, held.over, key === 'ArrowLeft' ? -1 : 1);
      setHeld({ ...held, over });
      setSaid(nameOf(columns[over]));
    } else return false;
    return true;
  };
  return (
    <>
      <VisuallyHidden aria-live="assertive">{said}</VisuallyHidden>
      <div className={classes.board}>
        {shown.map((column) => {
          const at = columns.indexOf(column);
          return (
            <KanbanColumn
              key={column.to}
              name={nameOf(column)}
              column={column}
              columns={columns}
              filters={filters}
              held={held}
              isOver={held?.over === at}
              onHold={(ticket) => setHeld({ ticket, over: at, by: 'pointer' })}
              onOver={() => held && setHeld({ ...held, over: at })}
              onDrop={() => held && put(held.ticket, at)}
              onLeave={() => setHeld(null)}
              onMove={move}
              onKey={onKey}
            />
          );
        })}
      </div>
    </>
  );
}
