import type { Change, ChangeMove, ChangeState, RiskLevel, RiskQuestion } from '@/api/changes';

/** The way a change goes when all is well; where it stands on it, and what did not go well. */
export const WAY: ChangeState[] = [
  'draft',
  'submitted',
  'approved',
  'scheduled',
  'implementing',
  'implemented',
  'closed',
];

const OFF_THE_WAY: Partial<Record<ChangeState, { at: ChangeState; bad: boolean }>> = {
  failed: { at: 'implemented', bad: true },
  rolled_back: { at: 'implemented', bad: true },
  rejected: { at: 'submitted', bad: true },
  cancelled: { at: 'submitted', bad: true },
};

export interface WayStep {
  state: ChangeState;
  is: 'done' | 'now' | 'bad' | 'ahead';
}

/** Each step of the way with how far this change is. */
export function wayOf(state: ChangeState): WayStep[] {
  const off = OFF_THE_WAY[state];
  const here = WAY.indexOf(off?.at ?? state);
  return WAY.map((step, index) => {
    if (index === here) return { state: off ? state : step, is: off ? 'bad' : 'now' };
    return { state: step, is: index < here ? 'done' : 'ahead' };
  });
}

/** The one thing that is done next; the others stand behind a menu. */
export const mainMove = (change: Change): ChangeMove | undefined =>
  (['submit', 'schedule', 'start', 'finish', 'close', 'reopen'] as const).find((move) =>
    change.moves.some((one) => one.move === move),
  );

/** How many of the questions have an answer. */
export const answered = (questions: RiskQuestion[], answers: Record<string, string>): number =>
  questions.filter(({ key, answers: known }) => known.some((one) => one.key === answers[key])).length;

/** Share of the points that were given, in percent, as the server reckons it; null while something is unanswered. */
export function scoreOf(questions: RiskQuestion[], answers: Record<string, string>): number | null {
  if (questions.length === 0 || answered(questions, answers) < questions.length) return null;
  const given = questions.map(
    ({ key, answers: known }) => known.find((one) => one.key === answers[key])?.points ?? 0,
  );
  const most = questions.map(({ answers: known }) => Math.max(...known.map((one) => one.points)));
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  return sum(most) === 0 ? 0 : Math.floor((200 * sum(given) + sum(most)) / (2 * sum(most)));
}

export const isRisky = (level: RiskLevel | null): boolean => level === 'high' || level === 'critical';
