import type { Comment, Me, Reference, Ticket } from '@/api/types';

export const ana: Me = {
  id: 'user-ana',
  name: 'Ana Reyes',
  email: 'user.ph@madison88.example',
  role: 'end_user',
  permissions: ['tickets.create'],
  teams: [],
  location: 'Philippines',
  timezone: 'Asia/Manila',
  locale: 'en',
  theme: 'system',
  density: 'comfortable',
  start_page: 'auto',
  has_shortcuts: true,
  has_password: true,
  has_second_factor: false,
};

export const ben: Me = {
  ...ana,
  id: 'user-ben',
  name: 'Ben Santos',
  email: 'agent.ph@madison88.example',
  role: 'it_agent',
  permissions: ['tickets.create', 'tickets.work', 'dashboards.read'],
  teams: [{ id: 'team-ph', name: 'IT Support PH' }],
};

export const reference: Reference = {
  categories: [
    {
      id: 'c1',
      key: 'hardware',
      name: 'Hardware',
      subcategories: [{ id: 's1', key: 'printer', name: 'Printer' }],
    },
    { id: 'c2', key: 'network', name: 'Network', subcategories: [{ id: 's2', key: 'vpn', name: 'VPN' }] },
    { id: 'c3', key: 'other', name: 'Other', subcategories: [] },
  ],
  locations: [
    { id: 'l1', key: 'us', name: 'US', timezone: 'America/New_York' },
    { id: 'l2', key: 'ph', name: 'Philippines', timezone: 'Asia/Manila' },
  ],
  teams: [{ id: 'team-ph', name: 'IT Support PH' }],
  resolution_categories: [],
  pending_reasons: ['user', 'vendor', 'change', 'approval'],
  priorities: ['P1', 'P2', 'P3', 'P4'],
  impacts: ['company', 'department', 'few', 'one'],
  urgencies: ['high', 'medium', 'low'],
  attachments: { max_file_mb: 10, max_ticket_mb: 50, types: ['png', 'pdf', 'txt'] },
  requester_priorities: { allowed: [] },
};

const clock = (due: string) => ({
  due_at: due,
  state: 'running',
  warned_at: null,
  breached_at: null,
  met_at: null,
  remaining_seconds: 3600,
});

export function aTicket(changes: Partial<Ticket> = {}): Ticket {
  return {
    id: 'ticket-481',
    number: 'TKT-2026-000481',
    type: 'incident',
    status: 'in_progress',
    priority: 'P2',
    priority_source: 'matrix',
    title: 'VPN drops every ten minutes',
    category: 'Network',
    subcategory: 'VPN',
    location: 'Philippines',
    requester: { id: ana.id, name: ana.name },
    team: { id: 'team-ph', name: 'IT Support PH' },
    assignee: { id: ben.id, name: ben.name },
    tags: [],
    is_escalated: false,
    is_breached: false,
    is_unrouted: false,
    pending_reason: null,
    version: 3,
    created_at: '2026-11-20T01:00:00Z',
    updated_at: '2026-11-20T02:00:00Z',
    sla: {
      policy: 'P2',
      response: clock('2099-01-01T02:00:00Z'),
      resolution: clock('2099-01-02T02:00:00Z'),
      update: null,
      ola: null,
      promise: null,
      next_due_at: '2099-01-01T02:00:00Z',
    },
    description: 'Since this morning the VPN drops every ten minutes.',
    business_impact: 'Affected: just me. Work goes on, but slowly.',
    impact: 'one',
    urgency: 'medium',
    source: 'portal',
    created_by: null,
    resolution_summary: null,
    resolution_category: null,
    root_cause: null,
    first_responded_at: null,
    resolved_at: null,
    closed_at: null,
    auto_closed: false,
    reopen_count: 0,
    reassignment_count: 0,
    merged_into_id: null,
    allowed_transitions: ['pending', 'resolved'],
    decision: { classification: {}, routing: {} },
    ...changes,
  };
}

export function aComment(changes: Partial<Comment> = {}): Comment {
  return {
    id: 'comment-1',
    ticket_id: 'ticket-481',
    author: { id: ben.id, name: ben.name },
    is_from_staff: true,
    is_internal: false,
    body: 'The gateway was restarted. Does it work now?',
    version: 1,
    created_at: '2026-11-20T01:30:00Z',
    edited_at: null,
    ...changes,
  };
}

export const pageOf = <T>(items: T[]) => ({
  items,
  next_cursor: null,
  total: items.length,
  total_is_estimate: false,
});
