import type { DashboardPageRef, PanelRef } from '@/api/dashboard-types';
import type { DashboardSearch } from './model';

/** Seconds that each dashboard stands. */
export const TURNS = ['15', '30', '60', '120', '300'] as const;
export const DEFAULT_TURN = 30;

/** What the address of the screen on the wall holds: which dashboards, for how long each, of which slice. */
export interface TvSearch extends DashboardSearch {
  /** Keys of dashboards, with commas. */
  pages?: string | undefined;
  every?: string | undefined;
}

/** Seconds that each dashboard stands, of those that can be chosen. */
export const turnOf = (search: TvSearch): number =>
  Number(TURNS.find((one) => one === search.every) ?? DEFAULT_TURN);

/** The dashboards that take turns, in their own order; those that are asked for, else the first. */
export function chosenPages(pages: DashboardPageRef[], search: TvSearch): DashboardPageRef[] {
  const wanted = (search.pages ?? search.page ?? '').split(',');
  const found = pages.filter(({ key }) => wanted.includes(key));
  return found.length > 0 ? found : pages.slice(0, 1);
}

const PICTURES = new Set(['lines', 'bars', 'stacked', 'doughnut']);
/** More cannot be read from the other side of a room. */
const MOST_PICTURES = 4;

/** What of a dashboard is readable on a wall: its numbers, and a few pictures. */
export function wallOf(page: DashboardPageRef): { tiles: PanelRef[]; pictures: PanelRef[] } {
  return {
    tiles: page.panels.filter(({ kind }) => kind === 'tiles').slice(0, 2),
    pictures: page.panels.filter(({ kind }) => PICTURES.has(kind)).slice(0, MOST_PICTURES),
  };
}
