import type { Me } from '@/api/types';

/** Screens hide what a person may not do; the server refuses it anyway. */
export const can = (me: Me | null, permission: string): boolean =>
  me?.permissions.includes(permission) ?? false;

export const isStaff = (me: Me | null): boolean => me !== null && me.role !== 'end_user';

/** Where a person lands who asked for no particular page. */
export function homeOf(me: Me | null): string {
  const chosen = me ? PAGES[me.start_page] : undefined;
  if (chosen && (isStaff(me) || !DESK.has(chosen))) return chosen;
  return isStaff(me) ? '/queue' : '/';
}

const PAGES: Partial<Record<Me['start_page'], string>> = {
  home: '/',
  tickets: '/tickets',
  knowledge: '/kb',
  queue: '/queue',
  dashboard: '/dashboard',
};
const DESK = new Set(['/queue', '/dashboard']);
