import { useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { useId } from 'react';
import type { Panel, PanelCell, PanelColumn } from '@/api/dashboard-types';
import { BlockLink } from '@/ui/links';
import { listOf } from '../drill';
import { useFigure } from '../figures';
import { metricLabel } from '../labels';
import { changeOf, toneOf } from '../model';
import classes from './Dashboard.module.css';

/** A few numbers; each leads to the tickets behind it. */
export function Tiles({ panel, title }: { panel: Panel; title: string }) {
  const cells = panel.rows[0]?.cells ?? [];
  return (
    <ul className={classes.tiles} aria-label={title}>
      {panel.columns.map((column, place) => {
        const cell = cells[place];
        return (
          cell && (
            <li key={column.key}>
              <Tile column={column} cell={cell} />
            </li>
          )
        );
      })}
    </ul>
  );
}

function Tile({ column, cell }: { column: PanelColumn; cell: PanelCell }) {
  const { t } = useLingui();
  const figure = useFigure();
  const tone = toneOf(column, cell);
  const hint = useId();
  const whole = cell.whole === null ? null : figure(cell.whole, 'tickets');
  const part = figure(cell.count, 'tickets');
  const inside = (
    <>
      <Text span size="sm" c="dimmed">
        {t(metricLabel(column))}
      </Text>{' '}
      <span className={`numeric ${classes.value}`}>{figure(cell.value, column.unit)}</span>
      <Change column={column} cell={cell} />
    </>
  );
  return (
    <div className={classes.hinted}>
      {cell.drill ? (
        <BlockLink
          {...listOf(column.grain, cell.drill)}
          className={classes.tile}
          data-tone={tone}
          aria-describedby={hint}
        >
          {inside}
        </BlockLink>
      ) : (
        <div className={classes.tile} data-tone={tone}>
          {inside}
        </div>
      )}
      <span id={hint} role="tooltip" className={classes.hint}>
        {column.definition} {whole !== null && t`${part} of ${whole}.`}
      </span>
    </div>
  );
}

/** How the figure moved since the period before, where that was asked for. */
function Change({ column, cell }: { column: PanelColumn; cell: PanelCell }) {
  const { t, i18n } = useLingui();
  const figure = useFigure();
  const change = changeOf(column, cell);
  if (cell.previous === null) return null;
  const before = figure(cell.previous, column.unit);
  const sign = change === null || change === 0 ? '=' : change > 0 ? '▲' : '▼';
  const far = change === null ? '' : i18n.number(Math.abs(change), { maximumFractionDigits: 1 });
  const size = column.unit === 'percent' ? t`${far} points` : `${far} %`;
  return (
    <span className={`numeric ${classes.change}`}>
      {change === null || change === 0 ? t`before: ${before}` : t`${sign} ${size}, before: ${before}`}
    </span>
  );
}
