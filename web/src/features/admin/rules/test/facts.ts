import type { Facts } from '@/api/conditions';

export const EMPTY_FACTS: Facts = {
  category: null,
  subcategory: null,
  location: null,
  type: 'incident',
  priority: 'P3',
  impact: null,
  urgency: null,
  source: null,
  department: null,
  requester_id: null,
  is_vip: false,
  title: '',
  description: '',
  business_impact: '',
  tags: [],
};

/** The facts of a ticket that exists, without what only describes it. */
export function factsOf(ticket: Facts): Facts {
  const known = Object.keys(EMPTY_FACTS) as (keyof Facts)[];
  return Object.fromEntries(known.map((name) => [name, ticket[name]])) as unknown as Facts;
}
