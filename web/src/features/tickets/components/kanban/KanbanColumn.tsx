import { Trans } from '@lingui/react/macro';
import { Button, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { DeskFilters } from '@/api/desk-types';
import { queueQuery } from '@/api/queue';
import type { TicketSummary } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { CardsSkeleton } from '@/ui/Skeletons';
import { rowsOf } from '../../cache';
import { type Column, columnFilters, mayMove, standsIn } from '../../kanban-model';
import type { Held } from './Kanban';
import classes from './Kanban.module.css';
import { KanbanCard } from './KanbanCard';

interface Props {
  name: string;
  column: Column;
  columns: Column[];
  filters: DeskFilters;
  held: Held | null;
  isOver: boolean;
  onHold: (ticket: TicketSummary) => void;
  onOver: () => void;
  onDrop: () => void;
  onLeave: () => void;
  onMove: (ticket: TicketSummary, column: Column) => void;
  onKey: (ticket: TicketSummary, key: string) => boolean;
}

/** One status: how many there are, and the first of them. */
export function KanbanColumn(props: Props) {
  const { name, column, filters, held } = props;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    queueQuery(columnFilters(filters, column)),
  );
  // What was just moved away stands in its list until that is renewed.
  const rows = rowsOf(data).filter((ticket) => standsIn(ticket, column));
  const total = data?.pages[0]?.total ?? rows.length;
  const takes = held !== null && mayMove(held.ticket, column);
  return (
    <section
      className={classes.column}
      aria-label={name}
      data-takes={takes || undefined}
      data-closed={(held !== null && !takes && !standsIn(held.ticket, column)) || undefined}
      data-over={(takes && props.isOver) || undefined}
      onDragOver={(event) => {
        if (!takes) return;
        event.preventDefault();
        if (!props.isOver) props.onOver();
      }}
      onDrop={(event) => {
        event.preventDefault();
        props.onDrop();
      }}
    >
      <h2 className={classes.head}>
        {name}{' '}
        <Text span c="dimmed" size="sm" className="numeric">
          {data ? total : ''}
        </Text>
      </h2>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <CardsSkeleton count={3} />}
      {data && rows.length === 0 && (
        <Text size="sm" c="dimmed" p="sm" ta="center">
          <Trans>Nothing here</Trans>
        </Text>
      )}
      {rows.map((ticket) => (
        <KanbanCard
          key={ticket.id}
          ticket={ticket}
          columns={props.columns}
          isHeld={held?.ticket.id === ticket.id}
          onHold={() => props.onHold(ticket)}
          onLeave={props.onLeave}
          onMove={(to) => props.onMove(ticket, to)}
          onKey={(key) => props.onKey(ticket, key)}
        />
      ))}
      {hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          <Trans>More</Trans>
        </Button>
      )}
    </section>
  );
}
