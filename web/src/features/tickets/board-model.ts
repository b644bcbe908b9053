import type { AgentWork } from '@/api/board';

const WHOLE = 100;

/** How long a bar is, in percent of the longest. */
export const shareOf = (count: number, most: number): number =>
  Math.min(WHOLE, (count / Math.max(1, most)) * WHOLE);

/** Full is more than they should have; late and close to late show before that. */
export function toneOf({
  open,
  capacity,
  at_risk,
  breached,
}: AgentWork): 'full' | 'late' | 'risk' | undefined {
  if (breached > 0) return 'late';
  if (capacity !== null && open >= capacity) return 'full';
  return at_risk > 0 ? 'risk' : undefined;
}
