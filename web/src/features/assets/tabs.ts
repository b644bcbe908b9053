export const TABS = ['overview', 'relations', 'impact', 'tickets', 'seats', 'hand-overs', 'history'] as const;
export type Tab = (typeof TABS)[number];
export const STATUSES = ['in_stock', 'active', 'for_repair', 'retired', 'lost'] as const;
/** Orders of the list other than the usual one. */
export const SORTS = ['health'] as const;
