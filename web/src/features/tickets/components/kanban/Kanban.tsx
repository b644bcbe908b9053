import { Trans, useLingui } from '@lingui/react/macro';
import { Button, VisuallyHidden } from '@mantine/core';
import type { BoardLimits } from '@/api/board';
import type { DeskFilters } from '@/api/desk-types';
import { ErrorState } from '@/ui/ErrorState';
import { STATUS_LABELS } from '@/ui/labels';
import { CardsSkeleton } from '@/ui/Skeletons';
import { lanesOf, limitOf } from '../../kanban-lanes';
import type { Column } from '../../kanban-model';
import type { LaneBy } from '../../search';
import { Count } from './Count';
import classes from './Kanban.module.css';
import { KanbanCell } from './KanbanCell';
import { Lanes } from './Lanes';
import { type ColumnTickets, useColumns } from './use-columns';
import { useMoving } from './use-moving';

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

/** Columns of cards. Space picks a card up, arrows choose column or lane, Space puts it down, Escape leaves it. */
export function Kanban({ columns, shown, filters, by, limits, team }: Props) {
  const { t } = useLingui();
  const tickets = useColumns(filters, shown);
  const cells = tickets.map(({ rows }) => rows);
  const lanes = by ? lanesOf(cells, by) : [];
  const { moving, said } = useMoving(columns, by, lanes);
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
          lanes={lanes}
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
                lane={null}
                isOpen
                takesLane={false}
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
