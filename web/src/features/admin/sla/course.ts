import type { Level, LevelInput, Metric, PolicyOptions } from '@/api/admin-sla';
import type { NamedRef } from '@/api/types';

export const METRICS: readonly Metric[] = ['response', 'resolution', 'update', 'ola'];

/** What a policy does unless somebody says otherwise; the server’s own. */
export const SHIPPED_OPTIONS: PolicyOptions = {
  pause_on: { response: [], resolution: ['pending'], update: ['pending'], ola: ['pending'] },
  on_reopen: 'resume',
  on_priority_change: 'as_if_always',
};

export const EMPTY_LEVEL: LevelInput = {
  name: '',
  metric: 'resolution',
  percent: 100,
  recipients: ['team_lead'],
  people: [],
  team_id: null,
  agent_id: null,
  priority: null,
  watchers: [],
};

export const toLevelInput = ({ people, team, agent, watchers, ...rest }: Level): LevelInput => ({
  ...rest,
  people: people.map(({ id }) => id),
  team_id: team?.id ?? null,
  agent_id: agent?.id ?? null,
  watchers: watchers.map(({ id }) => id),
});

/** Everybody a level names, so that their names are there before anybody searches. */
export const peopleOf = ({ people, agent, watchers }: Level): NamedRef[] => [
  ...people,
  ...watchers,
  ...(agent ? [agent] : []),
];

const PERCENT_MAX = 1000;

/** Whether a level says too little to be one. */
export function levelFault(level: LevelInput): boolean {
  const { name, percent, recipients, people, team_id, agent_id, priority, watchers } = level;
  const does = recipients.length + people.length + watchers.length > 0 || team_id || agent_id || priority;
  return !(name.trim() && Number.isInteger(percent) && percent >= 1 && percent <= PERCENT_MAX && does);
}

/** The next level to offer: a step beyond the last one. */
export function nextLevel(levels: readonly LevelInput[]): LevelInput {
  const last = levels.at(-1);
  return last
    ? { ...EMPTY_LEVEL, metric: last.metric, percent: Math.min(last.percent + 50, PERCENT_MAX) }
    : EMPTY_LEVEL;
}
