import { Trans, useLingui } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { useIdle, useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { pagesQuery } from '@/api/dashboard';
import { ErrorState } from '@/ui/ErrorState';
import { useAwake } from '../awake';
import classes from '../components/Tv.module.css';
import { TvControls } from '../components/TvControls';
import { TvSlide } from '../components/TvSlide';
import { chosenPages, turnOf } from '../tv';

const route = getRouteApi('/signed-in/desk/tv');
const IDLE_MS = 4_000;

/** Dashboards for a screen on the wall: large, by themselves, one after the other. */
export function TvPage() {
  const { t } = useLingui();
  const search = route.useSearch();
  const { data, error, refetch } = useQuery(pagesQuery());
  const chosen = data ? chosenPages(data.items, search) : [];
  const [paused, setPaused] = useState(false);
  const turn = useTurn(chosen.length, turnOf(search), paused);
  const idle = useIdle(IDLE_MS, { initialState: false });
  const isWall = useMediaQuery('(min-width: 62em)') ?? true;
  useAwake();
  const page = chosen[turn % Math.max(1, chosen.length)];
  return (
    <main className={classes.wall} data-idle={idle || undefined} aria-label={t`Dashboards on the wall`}>
      {page ? (
        <TvSlide key={page.key} page={page} search={search} isWall={isWall} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton h={500} radius="md" />
      )}
      {chosen.length > 1 && (
        <ol className={classes.dots} aria-hidden>
          {chosen.map((one) => (
            <li key={one.key} data-here={one === page || undefined} />
          ))}
        </ol>
      )}
      <TvControls
        pages={data?.items ?? []}
        chosen={chosen}
        search={search}
        paused={paused}
        onPause={() => setPaused(!paused)}
      />
      <p className={classes.hint}>
        <Trans>Move the pointer or press a key for the controls.</Trans>
      </p>
    </main>
  );
}

/** Counts up every so many seconds, while there is something to turn to. */
function useTurn(pages: number, seconds: number, paused: boolean): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (pages < 2 || paused) return;
    const timer = setInterval(() => setTurn((now) => now + 1), seconds * 1_000);
    return () => clearInterval(timer);
  }, [pages, seconds, paused]);
  return turn;
}
