import { useLingui } from '@lingui/react/macro';
import { Button, Group, Skeleton, Text, useMantineColorScheme } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import {
  ArcElement,
  BarElement,
  CategoryScale,
  Chart as ChartJs,
  type ChartOptions,
  Filler,
  Legend,
  LinearScale,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Bar, Doughnut, Line } from 'react-chartjs-2';
import classes from './Chart.module.css';
import { CHART_COLORS } from './chart-colors';

const NumberTable = lazy(() => import('./NumberTable'));

ChartJs.register(
  ArcElement,
  BarElement,
  CategoryScale,
  Filler,
  Legend,
  LinearScale,
  LineElement,
  PointElement,
  Tooltip,
);

ChartJs.defaults.font.family = "'Inter Variable', system-ui, sans-serif";

export interface Series {
  name: string;
  values: (number | null)[];
  /** Where the meaning asks for one; otherwise the palette gives it. */
  color?: string;
}

interface Props {
  kind: 'line' | 'bar' | 'stacked' | 'doughnut';
  /** What the figure shows, as the heading says it. */
  title: string;
  /** One sentence with the main finding, read out in place of the picture. */
  summary: string;
  labels: string[];
  series: Series[];
  height?: number;
  format?: (value: number) => string;
  /** A point was clicked: open the list behind it. */
  onPick?: (labelIndex: number, seriesIndex: number) => void;
  /** The same way for the keyboard: what a row of the table is called, as a link. */
  rowLabel?: (labelIndex: number) => ReactNode;
  /** The same way for one number of the table. */
  cellOf?: (labelIndex: number, seriesIndex: number, shown: string) => ReactNode;
  /** How many labels the picture shows; the table has them all. */
  most?: number | undefined;
  /** Bars lie down, for long names. */
  horizontal?: boolean;
  /** A line across the bars at this value. */
  goal?: { name: string; value: number };
  /** Where the value axis ends, e.g. 100 for percents. */
  max?: number;
  /** Colours of the parts of a doughnut, where their meaning asks for them. */
  colors?: string[];
}

/** Every figure has a picture and the same numbers as a table. */
export function Chart(props: Props) {
  const { title, summary, labels, series, height = 240, format = String, rowLabel, cellOf } = props;
  const [asTable, setAsTable] = useState(false);
  const { t } = useLingui();
  return (
    <figure className={classes.figure} aria-label={title}>
      {asTable ? (
        <Suspense fallback={<Skeleton h={height} />}>
          <NumberTable
            title={title}
            labels={labels}
            series={series}
            format={format}
            rowLabel={rowLabel}
            cellOf={cellOf}
          />
        </Suspense>
      ) : (
        <div className={classes.canvas} data-height={height > 260 ? 'tall' : 'normal'}>
          <Picture {...shortened(props)} />
        </div>
      )}
      <Group justify="space-between" component="figcaption" mt="xs" wrap="nowrap">
        <Text size="xs" c="dimmed">
          {summary}
        </Text>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          onClick={() => setAsTable(!asTable)}
          flex="none"
        >
          {asTable ? t`Show chart` : t`Show table`}
        </Button>
      </Group>
    </figure>
  );
}

/** The picture's part of the data: the first labels, where there are too many to read. */
function shortened(props: Props): Props {
  const { most, labels, series } = props;
  if (most === undefined || labels.length <= most) return props;
  return {
    ...props,
    labels: labels.slice(0, most),
    series: series.map((one) => ({ ...one, values: one.values.slice(0, most) })),
  };
}

function Picture({
  kind,
  summary,
  labels,
  series,
  format = String,
  onPick,
  horizontal,
  goal,
  max,
  colors,
}: Props) {
  const { colorScheme } = useMantineColorScheme();
  const still = useReducedMotion();
  const legend = kind === 'doughnut' || series.length > 1 || goal !== undefined;
  const options = chartOptions({ kind, format, onPick, still, horizontal, max, legend, key: colorScheme });
  const common = { role: 'img', 'aria-label': summary, options: options as never };
  const datasets = series.map((one, index) => dataset(kind, one, index, labels.length, colors));
  if (goal) datasets.push(goalLine(goal, labels.length, horizontal) as never);
  if (kind === 'doughnut') return <Doughnut {...common} data={{ labels, datasets: datasets as never }} />;
  if (kind === 'line') return <Line {...common} data={{ labels, datasets: datasets as never }} />;
  return <Bar {...common} data={{ labels, datasets: datasets as never }} />;
}

function dataset(kind: Props['kind'], one: Series, index: number, count: number, colors?: string[]) {
  const color = one.color ?? CHART_COLORS[index % CHART_COLORS.length] ?? '#4263eb';
  const base = { label: one.name, data: one.values };
  if (kind === 'doughnut') {
    const parts = Array.from(
      { length: count },
      (_, at) => colors?.[at] ?? CHART_COLORS[at % CHART_COLORS.length],
    );
    return { ...base, backgroundColor: parts, borderWidth: 0 };
  }
  if (kind === 'line') {
    return {
      ...base,
      borderColor: color,
      backgroundColor: `${color}22`,
      fill: index === 0,
      tension: 0.3,
      pointRadius: 2,
      borderWidth: 2,
    };
  }
  return { ...base, backgroundColor: color, borderRadius: 4, maxBarThickness: 36 };
}

function goalLine(goal: NonNullable<Props['goal']>, count: number, horizontal = false) {
  return {
    type: 'line',
    indexAxis: horizontal ? 'y' : 'x',
    label: goal.name,
    data: Array.from({ length: count }, () => goal.value),
    borderColor: cssColor('--itsm-breach'),
    borderDash: [6, 5],
    borderWidth: 1.5,
    pointRadius: 0,
    pointHitRadius: 0,
  };
}

interface Settings {
  kind: Props['kind'];
  format: (value: number) => string;
  onPick: Props['onPick'];
  still: boolean;
  horizontal: boolean | undefined;
  max: number | undefined;
  legend: boolean;
  key: string;
}

function chartOptions({
  kind,
  format,
  onPick,
  still,
  horizontal = false,
  max,
  legend,
}: Settings): ChartOptions {
  const ink = cssColor('--mantine-color-dimmed');
  const line = cssColor('--itsm-border');
  const stacked = kind === 'stacked';
  const axis = {
    stacked,
    grid: { color: line },
    border: { display: false },
    ticks: { color: ink, precision: 0, maxRotation: 0, autoSkipPadding: 14 },
  };
  // Lying bars have a line each, so every name fits.
  const names = { ...axis, grid: { display: false }, ticks: { ...axis.ticks, autoSkip: !horizontal } };
  const values = { ...axis, beginAtZero: true, ...(max === undefined ? {} : { max }) };
  return {
    responsive: true,
    maintainAspectRatio: false,
    indexAxis: horizontal ? 'y' : 'x',
    animation: still ? false : { duration: 250 },
    interaction: {
      mode: kind === 'doughnut' ? 'nearest' : 'index',
      axis: horizontal ? 'y' : 'x',
      intersect: kind === 'doughnut',
    },
    onClick: (_event, hits) => hits[0] && onPick?.(hits[0].index, hits[0].datasetIndex),
    plugins: {
      legend: {
        display: legend,
        position: 'bottom',
        labels: { color: ink, boxWidth: 10, boxHeight: 10, usePointStyle: true },
      },
      tooltip: { callbacks: { label: (item) => `${item.dataset.label ?? ''} ${format(Number(item.raw))}` } },
    },
    ...(kind === 'doughnut'
      ? {}
      : { scales: horizontal ? { x: values, y: names } : { x: names, y: values } }),
  };
}

function cssColor(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || '#888888';
}
