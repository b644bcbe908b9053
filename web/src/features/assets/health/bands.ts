import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { HealthBand } from '@/api/asset-health';

const GOOD_FROM = 80;
const WATCH_FROM = 60;

/** What a score means; the desk decides alike (engine/health.py). */
export function bandOf(score: number): HealthBand {
  if (score >= GOOD_FROM) return 'good';
  return score >= WATCH_FROM ? 'watch' : 'risk';
}

export const BAND_LABELS: Record<HealthBand, MessageDescriptor> = {
  good: msg`Healthy`,
  watch: msg`To watch`,
  risk: msg`At risk`,
};

export const BAND_COLORS: Record<HealthBand, string> = { good: 'teal', watch: 'yellow', risk: 'red' };
