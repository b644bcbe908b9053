import type { LivePayload } from '@/api/types';

/** What the cache must do about one message; deciding is pure, doing is in `apply.ts`. */
export type Effect =
  | { do: 'refetch-ticket'; id: string }
  | { do: 'refetch-comments'; id: string }
  | { do: 'refetch-lists' }
  | { do: 'refetch'; key: readonly string[] }
  | { do: 'announce-ticket'; id: string }
  | { do: 'forget-ticket'; id: string };

export interface CachedTicket {
  id: string;
  version: number;
}

interface Situation {
  /** The ticket as this page knows it, from its detail or a list; null where it does not. */
  cached: CachedTicket | null;
}

const CONFIG_KEYS: Record<string, readonly string[]> = {
  'reference.changed': ['reference'],
  'config.changed': ['reference'],
  'role.changed': ['admin', 'roles'],
  'user.changed': ['users'],
  'team.changed': ['teams'],
  'dashboard.changed': ['dashboard'],
  'outbox.changed': ['admin', 'outbox'],
  'suppressions.changed': ['admin', 'suppressions'],
  'lab.changed': ['admin', 'lab'],
  'presence.changed': ['presence'],
  'handover.changed': ['handovers'],
  'article.changed': ['knowledge'],
  'status.changed': ['status'],
  'bulk_change.changed': ['bulk-changes'],
  'bulk_change.moved': ['bulk-changes'],
  'ticket_view.changed': ['ticket-views'],
  'ticket_macro.changed': ['ticket-macros'],
  'asset.changed': ['assets'],
  'asset_import.changed': ['assets'],
  'asset_import.moved': ['assets', 'imports'],
  'change.changed': ['changes'],
  'webhook.changed': ['admin', 'webhooks'],
  'notification.created': ['notifications'],
  'notification.changed': ['notifications'],
};

/**
 * Messages are thin: who changed and to which version. Whatever this page already shows at that
 * version (its own edit coming back) needs nothing; anything else is fetched again with the
 * viewer's own rights, so a message can never show more than a request would.
 */
export function planFor(type: string, payload: LivePayload, { cached }: Situation): Effect[] {
  if (type === 'ticket.created') {
    return cached ? [] : [{ do: 'announce-ticket', id: payload.id }];
  }
  if (type === 'ticket.removed') {
    return [{ do: 'forget-ticket', id: payload.id }, { do: 'refetch-lists' }];
  }
  if (type.startsWith('comment.') || type.startsWith('attachment.')) {
    const ticketId = ticketOf(payload);
    return [{ do: 'refetch-comments', id: ticketId }, ...ticketEffects(ticketId, payload.version, cached)];
  }
  // The ticket itself stays as it is, so its version says nothing about its rating.
  if (type === 'rating.changed')
    return [{ do: 'refetch', key: ['tickets', 'detail'] }, { do: 'refetch-lists' }];
  if (type.startsWith('ticket.') || type.startsWith('sla.') || type.startsWith('ola.')) {
    return ticketEffects(ticketOf(payload), payload.version, cached);
  }
  if (type === 'approval.changed') {
    // A change's page shows who said what as well.
    return [
      { do: 'refetch', key: ['approvals'] },
      { do: 'refetch', key: ['changes'] },
    ];
  }
  // What happens to people and teams has a name for each event; their lists are renewed by any of them.
  const key = CONFIG_KEYS[type] ?? CONFIG_KEYS[`${payload.type}.changed`];
  return key ? [{ do: 'refetch', key }] : [];
}

/** Messages about a comment or a clock carry their ticket's id beside their own. */
export function ticketOf(payload: LivePayload): string {
  return typeof payload.ticket_id === 'string' ? payload.ticket_id : payload.id;
}

function ticketEffects(id: string, version: number | undefined, cached: CachedTicket | null): Effect[] {
  if (cached && version !== undefined && version > 0 && cached.version >= version) return [];
  const effects: Effect[] = [{ do: 'refetch-lists' }];
  if (cached) effects.unshift({ do: 'refetch-ticket', id });
  return effects;
}
