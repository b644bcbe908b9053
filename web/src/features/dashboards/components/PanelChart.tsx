import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import type { Panel, PanelCell } from '@/api/dashboard-types';
import { Chart, type Series } from '@/ui/Chart';
import { TextLink } from '@/ui/links';
import { listOf } from '../drill';
import { useFigure, useRowName } from '../figures';
import { metricLabel } from '../labels';
import { extremes } from '../model';

/** More bars than these cannot be read in one picture; the table holds them all. */
const MOST_BARS = 14;
const LYING = new Set(['category', 'location', 'team', 'assignee', 'asset_type', 'asset_location']);
const BAD = '#e03131';
/** As on the chips: red, orange, blue, grey. */
const PRIORITY_COLORS = ['#e03131', '#f08c00', '#4263eb', '#868e96'];

/** The parts of a panel as they are drawn: its rows, or its columns where it has one row. */
interface Grid {
  names: string[];
  series: Series[];
  cellAt: (part: number, series: number) => PanelCell | undefined;
}

function useGrid(panel: Panel, title: string): Grid {
  const { t } = useLingui();
  const nameOf = useRowName(panel.by);
  const columns = panel.columns.map((column) => t(metricLabel(column)));
  if (panel.by === '' && panel.rows.length === 1) {
    const cells = panel.rows[0]?.cells ?? [];
    return {
      names: columns,
      series: [{ name: title, values: cells.map(({ value }) => value) }],
      cellAt: (part) => cells[part],
    };
  }
  return {
    names: panel.rows.map(nameOf),
    series: panel.columns.map((column, place) => ({
      name: columns[place] ?? column.name,
      values: panel.rows.map((row) => row.cells[place]?.value ?? null),
      ...(column.key === 'breached' ? { color: BAD } : {}),
    })),
    cellAt: (part, place) => panel.rows[part]?.cells[place],
  };
}

interface Props {
  panel: Panel;
  title: string;
  /** Of the picture, in pixels, where it is not as it is on a page. */
  height?: number;
}

/** A panel as a picture; a click on a part, or a link in the table, leads to its tickets. */
export default function PanelChart({ panel, title, height }: Props) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const figure = useFigure();
  const grid = useGrid(panel, title);
  const summary = useSummary(panel, grid);
  const [column] = panel.columns;
  const unit = column?.unit ?? 'tickets';
  const lying = panel.kind === 'bars' && LYING.has(panel.by);
  const grain = column?.grain ?? 'ticket';
  const isPercent = unit === 'percent';
  return (
    <Chart
      kind={
        panel.kind === 'lines'
          ? 'line'
          : panel.kind === 'doughnut'
            ? 'doughnut'
            : panel.kind === 'stacked'
              ? 'stacked'
              : 'bar'
      }
      title={title}
      summary={summary}
      labels={grid.names}
      series={grid.series}
      format={(value) => figure(value, unit)}
      horizontal={lying}
      most={panel.kind === 'bars' ? MOST_BARS : undefined}
      height={height ?? (lying ? 320 : 240)}
      {...(panel.by === 'priority' && panel.kind === 'doughnut'
        ? { colors: panel.rows.map(({ label }) => PRIORITY_COLORS[Number(label[1]) - 1] ?? '#868e96') }
        : {})}
      {...(isPercent && column?.goal != null ? { goal: { name: t`Goal`, value: column.goal } } : {})}
      {...(isPercent ? { max: 100 } : {})}
      onPick={(part, series) => {
        const drill = grid.cellAt(part, series)?.drill;
        if (drill) void navigate(listOf(grain, drill));
      }}
      cellOf={(part, series, shown) => {
        const drill = grid.cellAt(part, series)?.drill;
        return drill ? <TextLink {...listOf(grain, drill)}>{shown}</TextLink> : shown;
      }}
    />
  );
}

/** One sentence with the main finding: who misses the goal, the sums over time, or the biggest part. */
function useSummary(panel: Panel, grid: Grid): string {
  const { t, i18n } = useLingui();
  const figure = useFigure();
  const last = panel.columns.length - 1;
  const column = panel.columns[panel.kind === 'bars' && panel.columns[last]?.goal != null ? last : 0];
  const values = grid.series[column ? panel.columns.indexOf(column) : 0]?.values ?? [];
  const { least, most } = extremes(values);
  if (!column || most < 0) return t`Nothing to count.`;
  if (column.goal !== null) {
    const [name, share] = [grid.names[least] ?? '', figure(values[least] ?? null, 'percent')];
    const goal = figure(column.goal, 'percent');
    if ((values[least] ?? 0) < column.goal && column.grain !== 'ticket')
      return t`${name}: ${share}; the goal is ${goal}.`;
    return (values[least] ?? 0) < column.goal
      ? t`${name}: ${share} on time; the goal is ${goal}.`
      : t`All reach the goal of ${goal}.`;
  }
  if (panel.kind === 'lines' && panel.by !== '') {
    const sums = grid.series.map(
      ({ name, values }) =>
        `${name} ${i18n.number(values.reduce<number>((sum, value) => sum + (value ?? 0), 0))}`,
    );
    const said = sums.join(', ');
    return t`${said}. Days of ${panel.zone}.`;
  }
  if (panel.kind === 'lines') {
    const [from, to] = [figure(values[0] ?? null, column.unit), figure(values.at(-1) ?? null, column.unit)];
    return t`From ${from} to ${to}.`;
  }
  const [name, count] = [grid.names[most] ?? '', figure(values[most] ?? null, column.unit)];
  return (values[most] ?? 0) > 0 ? t`Most: ${name} with ${count}.` : t`There is none.`;
}
