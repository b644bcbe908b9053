import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Verdict } from '@/api/admin-ops';

export const CHECK_LABELS: Record<string, MessageDescriptor> = {
  database: msg`Database`,
  redis: msg`Redis`,
  workers: msg`Workers`,
  queue: msg`Queue of jobs`,
  mail: msg`Mail`,
  sla_timers: msg`SLA timers`,
  replica: msg`Replica for reports`,
  figure_cache: msg`Figures from the cache`,
  sockets: msg`Live connections`,
};

/** Where to look further. */
export const CHECK_LINKS: Record<string, string> = { queue: '/admin/jobs', mail: '/admin/outbox' };

export const VERDICT_LABELS: Record<Verdict, MessageDescriptor> = {
  ok: msg`Fine`,
  warning: msg`Needs a look`,
  failing: msg`Does not work`,
};

export const VERDICT_COLORS: Record<Verdict, string> = { ok: 'teal', warning: 'yellow', failing: 'red' };
