import { useLingui } from '@lingui/react/macro';
import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { overviewQuery } from '@/api/dashboard';
import type { DashboardQuery, Figure } from '@/api/dashboard-types';
import { readSearch } from '@/lib/queue-search';
import { formatSpan } from '@/lib/time';
import { ErrorState } from '@/ui/ErrorState';
import { BlockLink } from '@/ui/links';
import { figureLabel } from '../labels';
import { toneOf } from '../model';
import classes from './Dashboard.module.css';

const PLACES = Array.from({ length: 12 }, (_, index) => `tile-${index}`);
const GOAL = 90;

/** The state of the desk in a few numbers; each leads to the tickets behind it. */
export function Tiles({ query }: { query: DashboardQuery }) {
  const { t } = useLingui();
  const { data, isError, error, refetch } = useQuery({
    ...overviewQuery(query),
    placeholderData: (old) => old,
  });
  if (isError && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <ul className={classes.tiles} aria-label={t`Figures`} aria-busy={!data}>
      {data
        ? data.figures.map((figure) => (
            <li key={figure.key}>
              <Tile figure={figure} />
            </li>
          ))
        : PLACES.map((place) => (
            <li key={place}>
              <Skeleton h={86} radius="lg" />
            </li>
          ))}
    </ul>
  );
}

function Tile({ figure }: { figure: Figure }) {
  const { t } = useLingui();
  const shown = useFigure(figure);
  const inside = (
    <>
      <Text span size="sm" c="dimmed">
        {t(figureLabel(figure.key))}
      </Text>{' '}
      <span className={`numeric ${classes.value}`}>{shown}</span>
    </>
  );
  const tone = toneOf(figure, GOAL);
  const hint = useId();
  return (
    <div className={classes.hinted}>
      {figure.drill ? (
        <BlockLink
          to="/queue"
          search={readSearch(figure.drill)}
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
        {figure.definition}
      </span>
    </div>
  );
}

function useFigure({ value, unit }: Figure): string {
  const { i18n } = useLingui();
  if (value === null) return '–';
  if (unit === 'percent') return i18n.number(value / 100, { style: 'percent', maximumFractionDigits: 1 });
  return unit === 'seconds' ? formatSpan(value) : i18n.number(value);
}
