import type { Change, ChangeMove, ChangeState, RiskLevel } from '@/api/changes';

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

export const isRisky = (level: RiskLevel | null): boolean => level === 'high' || level === 'critical';
