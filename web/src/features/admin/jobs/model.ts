import type { Job, JobCount, JobState } from '@/api/admin-ops';

export function countByState(counts: JobCount[]): Record<JobState, number> {
  const sums: Record<JobState, number> = { ready: 0, running: 0, parked: 0 };
  for (const { state, count } of counts) sums[state] += count;
  return sums;
}

export const fitsJob = (job: Job, query: string | undefined): boolean =>
  `${job.name} ${job.last_error ?? ''} ${job.id}`.toLowerCase().includes((query ?? '').toLowerCase());
