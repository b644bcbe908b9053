import { Trans, useLingui } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconCloudOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { panelQuery } from '@/api/dashboard';
import type {
  DashboardPageRef,
  DashboardQuery,
  PanelCell,
  PanelColumn,
  PanelRef,
} from '@/api/dashboard-types';
import { useNow } from '@/lib/clock';
import { useConnection } from '@/lib/connection';
import { formatTime } from '@/lib/time';
import { useFigure } from '../figures';
import { metricLabel, pageLabel, panelLabel } from '../labels';
import { toneOf, toQuery } from '../model';
import { type TvSearch, wallOf } from '../tv';
import classes from './Tv.module.css';

const PanelChart = lazy(() => import('./PanelChart'));
const FRESH_MS = 30_000;
/** What a line of pictures needs at least, and what of it is heading, summary and edges. */
const LINE_PX = 300;
const AROUND_PX = 128;

interface Props {
  page: DashboardPageRef;
  search: TvSearch;
  /** Everything has to fit: nobody scrolls on a wall. */
  isWall: boolean;
}

/** One dashboard on the wall. What was shown stays when the network goes, and says of when it is. */
export function TvSlide({ page, search, isWall }: Props) {
  const { t } = useLingui();
  const { tiles, pictures } = wallOf(page);
  const query = toQuery({ ...search, page: undefined });
  const { ref, height: room } = useElementSize();
  const lines = isWall ? Math.max(1, Math.floor(room / LINE_PX)) : pictures.length;
  const chart = isWall ? Math.max(120, Math.floor(room / lines) - AROUND_PX) : 240;
  const shown = pictures.slice(0, lines * 2);
  return (
    <>
      <header className={classes.head}>
        <h1 className={classes.title}>{t(pageLabel(page))}</h1>
        <Clock />
      </header>
      {tiles[0] && <Sign panel={tiles[0]} query={query} />}
      {tiles.map((panel) => (
        <BigTiles key={panel.key} panel={panel} query={query} />
      ))}
      <div className={classes.pictures} data-count={shown.length} ref={ref}>
        {shown.map((panel) => (
          <Picture key={panel.key} panel={panel} query={query} height={chart} />
        ))}
      </div>
    </>
  );
}

interface PartProps {
  panel: PanelRef;
  query: DashboardQuery;
}

/** A panel that renews itself; asked without a network too: that it fails is what is told. */
const usePanel = ({ panel, query }: PartProps) =>
  useQuery({
    ...panelQuery(panel.key, query),
    refetchInterval: FRESH_MS,
    refetchIntervalInBackground: true,
    networkMode: 'always',
    retry: false,
  });

function Picture({ panel, query, height }: PartProps & { height: number }) {
  const { t } = useLingui();
  const { data } = usePanel({ panel, query });
  const title = t(panelLabel(panel));
  return (
    <section className={classes.picture} aria-label={title}>
      <h2 className={classes.name}>{title}</h2>
      {data ? (
        <Suspense fallback={<Skeleton h={height} radius="md" />}>
          <PanelChart panel={data} title={title} height={height} />
        </Suspense>
      ) : (
        <Skeleton h={height} radius="md" />
      )}
    </section>
  );
}

function Clock() {
  const now = useNow();
  return <time className={`numeric ${classes.clock}`}>{formatTime(new Date(now).toISOString())}</time>;
}

/** Whether the figures can be trusted to be those of now. */
function Sign(props: PartProps) {
  const { data, isError: failed } = usePanel(props);
  const state = useConnection((connection) => connection.state);
  const when = data ? formatTime(data.as_of) : '–';
  if (failed || state === 'offline')
    return (
      <p className={classes.cut} role="alert">
        <IconCloudOff size={32} aria-hidden />
        <Trans>No connection to the service desk. These are the figures of {when}.</Trans>
      </p>
    );
  return (
    <p className={classes.asOf} data-state={state}>
      <span className={classes.dot} aria-hidden />
      {state === 'live' ? <Trans>Live, as of {when}</Trans> : <Trans>As of {when}</Trans>}
    </p>
  );
}

function BigTiles(props: PartProps) {
  const { t } = useLingui();
  const { data } = usePanel(props);
  const title = t(panelLabel(props.panel));
  const cells = data?.rows[0]?.cells ?? [];
  return (
    <section aria-label={title}>
      <h2 className={classes.name}>{title}</h2>
      {data ? (
        <ul className={classes.tiles}>
          {data.columns.map((column, place) => {
            const cell = cells[place];
            return cell && <BigTile key={column.key} column={column} cell={cell} />;
          })}
        </ul>
      ) : (
        <Skeleton h={110} radius="md" />
      )}
    </section>
  );
}

function BigTile({ column, cell }: { column: PanelColumn; cell: PanelCell }) {
  const { t } = useLingui();
  const figure = useFigure();
  return (
    <li className={classes.tile} data-tone={toneOf(column, cell)}>
      <span className={classes.label}>{t(metricLabel(column))}</span>
      <span className={`numeric ${classes.value}`}>{figure(cell.value, column.unit)}</span>
    </li>
  );
}
