import type { Me } from '@/api/types';

/** Screens hide what a person may not do; the server refuses it anyway. */
export const can = (me: Me | null, permission: string): boolean =>
  me?.permissions.includes(permission) ?? false;

export const isStaff = (me: Me | null): boolean => me !== null && me.role !== 'end_user';

/** Where a person lands who asked for no particular page. */
export const homeOf = (me: Me | null): '/queue' | '/' => (isStaff(me) ? '/queue' : '/');
