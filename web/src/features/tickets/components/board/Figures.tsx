import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import type { TeamBoard } from '@/api/board';
import type { DeskFilters } from '@/api/desk-types';
import { BlockLink } from '@/ui/links';
import classes from './Board.module.css';

type Figure = 'open' | 'unassigned' | 'at_risk' | 'breached' | 'escalated';

/** Each figure with the list it is the length of. */
const FIGURES: [Figure, MessageDescriptor, DeskFilters][] = [
  ['open', msg`Open`, { view: 'queue' }],
  ['unassigned', msg`Nobody has it yet`, { view: 'unassigned' }],
  ['at_risk', msg`At risk`, { view: 'queue', sla: 'warning' }],
  ['breached', msg`Late`, { view: 'queue', breached: true }],
  ['escalated', msg`Escalated`, { view: 'queue', escalated: true }],
];

export function Figures({ board, team }: { board: TeamBoard; team: string | undefined }) {
  const { t } = useLingui();
  return (
    <div className={classes.figures}>
      {FIGURES.map(([figure, label, filters]) => (
        <BlockLink
          key={figure}
          to="/queue"
          search={linkTo(filters, team) as never}
          className={classes.figure}
          data-tone={board[figure] > 0 ? figure : undefined}
        >
          <Text className={`numeric ${classes.number}`}>{board[figure]}</Text>
          <Text size="sm" c="dimmed">
            {t(label)}
          </Text>
        </BlockLink>
      ))}
    </div>
  );
}

/** A list of the board, as the server is asked for it. */
export const listOf = (filters: DeskFilters, team: string | undefined): DeskFilters => ({
  ...filters,
  ...(team ? { team } : {}),
});

/** The same list in the queue, whose address calls it `open`. */
export const linkTo = (filters: DeskFilters, team: string | undefined): object => ({
  ...listOf(filters, team),
  view: filters.view === 'queue' ? 'open' : filters.view,
});
