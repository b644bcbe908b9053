import type { Load } from '@/api/admin-lab';

const DAY_MS = 86_400_000;
const HOURS_PER_DAY = 24;

/** From so many days before a moment until that moment, as the server takes it. */
export function lastDays(days: number, nowMs: number): { from: string; to: string } {
  return { from: new Date(nowMs - days * DAY_MS).toISOString(), to: new Date(nowMs).toISOString() };
}

export interface TeamLoad {
  id: string;
  name: string;
}

/** The teams that get anything, by name. */
export function teamsOf(loads: Load[]): TeamLoad[] {
  const found = new Map(loads.map(({ team_id, team }) => [team_id, { id: team_id, name: team }]));
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** Tickets by hour of the day, all days of the week together; of one team, or of all. */
export function byHour(loads: Load[], team: string | null): { before: number[]; after: number[] } {
  const before = Array<number>(HOURS_PER_DAY).fill(0);
  const after = Array<number>(HOURS_PER_DAY).fill(0);
  for (const load of loads) {
    if (team && load.team_id !== team) continue;
    const hour = load.hour % HOURS_PER_DAY;
    before[hour] = (before[hour] ?? 0) + load.before;
    after[hour] = (after[hour] ?? 0) + load.after;
  }
  return { before, after };
}

/** "team_id" and "conditions.keywords" as words: "team", "conditions, keywords". */
export function fieldWords(field: string): string {
  return field
    .split('.')
    .map((part) => part.replace(/_ids?$/, '').replaceAll('_', ' '))
    .join(', ');
}

/** How far a run is, in percent; null while the number of tickets is not known. */
export function percentOf(done: number, total: number): number | null {
  return total > 0 ? Math.min(100, Math.round((done / total) * 100)) : null;
}
