import type { Macro, MacroInput } from '@/api/macros';
import type { NamedRef, Priority, TicketStatus } from '@/api/types';

/** A macro as its form holds it: empty means that the field stays as it is. */
export interface MacroValues {
  name: string;
  /** `private`, `shared`, or the id of a team. */
  whose: string;
  body: string;
  isNote: boolean;
  to: '' | 'in_progress' | 'pending' | 'resolved';
  pendingReason: string;
  summary: string;
  category: string;
  cause: string;
  priority: '' | Priority;
  priorityReason: string;
  teamId: string;
  /** `me`: whoever applies it. */
  assignee: '' | 'me' | 'person';
  person: NamedRef | null;
  addTags: string[];
  removeTags: string[];
}

export function valuesOf(macro: Macro | undefined): MacroValues {
  const changes = macro?.changes;
  const assignee = changes?.assignee ?? null;
  return {
    name: macro?.name ?? '',
    whose: macro?.team?.id ?? macro?.scope ?? 'private',
    body: macro?.body ?? '',
    isNote: macro?.is_internal ?? false,
    to: (changes?.status?.to ?? '') as MacroValues['to'],
    pendingReason: changes?.status?.pending_reason ?? '',
    summary: changes?.status?.resolution_summary ?? '',
    category: changes?.status?.resolution_category ?? '',
    cause: changes?.status?.root_cause ?? '',
    priority: (changes?.priority?.priority ?? '') as MacroValues['priority'],
    priorityReason: changes?.priority?.reason ?? '',
    teamId: changes?.team?.id ?? '',
    assignee: assignee === null ? '' : assignee.id === 'me' ? 'me' : 'person',
    person: assignee === null || assignee.id === 'me' ? null : assignee,
    addTags: changes?.add_tags ?? [],
    removeTags: changes?.remove_tags ?? [],
  };
}

/** Only what the form names is sent: a macro changes nothing else. */
export function toMacro(values: MacroValues): Omit<MacroInput, 'scope' | 'team_id'> {
  const assigneeId = values.assignee === 'person' ? values.person?.id : values.assignee;
  const changes = {
    ...(values.to ? { status: moveOf(values, values.to) } : {}),
    ...(values.priority
      ? { priority: { priority: values.priority, reason: values.priorityReason.trim() } }
      : {}),
    ...(values.teamId ? { team_id: values.teamId } : {}),
    ...(assigneeId ? { assignee_id: assigneeId } : {}),
    add_tags: values.addTags,
    remove_tags: values.removeTags,
  };
  return {
    name: values.name.trim(),
    body: values.body.trim(),
    is_internal: values.isNote,
    changes: changes as NonNullable<MacroInput['changes']>,
  };
}

function moveOf(values: MacroValues, to: TicketStatus) {
  if (to === 'pending') return { to, pending_reason: values.pendingReason };
  if (to !== 'resolved') return { to };
  return {
    to,
    resolution_summary: values.summary.trim(),
    resolution_category: values.category,
    root_cause: values.cause.trim(),
  };
}

const SHORTEST = 3;

/** What still has to be filled in before the macro can be kept. */
export function missingOf(values: MacroValues): (keyof MacroValues)[] {
  const short = (field: keyof MacroValues) => String(values[field]).trim().length < SHORTEST;
  const missing: (keyof MacroValues)[] = values.name.trim() ? [] : ['name'];
  if (values.to === 'pending' && !values.pendingReason) missing.push('pendingReason');
  if (values.to === 'resolved') missing.push(...(['summary', 'category', 'cause'] as const).filter(short));
  if (values.priority && short('priorityReason')) missing.push('priorityReason');
  if (values.assignee === 'person' && !values.person) missing.push('person');
  const changes = values.to || values.priority || values.teamId || values.assignee;
  const says = values.body.trim() || values.addTags.length + values.removeTags.length > 0;
  if (!changes && !says) missing.push('body');
  return missing;
}

/** Whom it belongs to, as the server is asked for it. */
export const scopeOf = (whose: string): Pick<MacroInput, 'scope' | 'team_id'> =>
  whose === 'private' || whose === 'shared'
    ? { scope: whose, team_id: null }
    : { scope: 'team', team_id: whose };
