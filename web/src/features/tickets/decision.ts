import type { Decision, Impact, NamedRef, NotTaken, PrioritySource, Urgency } from '@/api/types';

/** Words of the ticket that a rule found. */
export interface MatchedWords {
  field: string;
  text: string;
}

export interface PriorityWhy {
  priority: string | null;
  source: PrioritySource | null;
  rule: string | null;
  version: number | null;
  matched: MatchedWords[];
  ignored: MatchedWords[];
  otherRules: { rule: string; priority: string }[];
  impact: Impact | null;
  urgency: Urgency | null;
  isVip: boolean;
  isChoiceRefused: boolean;
  raisedFrom: string | null;
  raisedByRouting: string | null;
  overriddenBy: string | null;
  reason: string | null;
}

export interface Candidate extends NamedRef {
  openCount: number;
  capacity: number | null;
  lastAssignedAt: string | null;
  notTaken: NotTaken | null;
  missingSkills: string[];
  team: string | null;
}

export interface RoutingWhy {
  team: string | null;
  rule: string | null;
  version: number | null;
  addedBy: string[];
  priorityFloor: string | null;
  isUnrouted: boolean;
  assignedBy: string | null;
  handedBack: string | null;
  assignee: string | null;
  why: string | null;
  candidates: Candidate[];
}

type Json = Record<string, unknown>;

/** A stored decision keeps the shape of the program that wrote it; what is missing reads as nothing. */
const str = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const num = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const obj = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(obj) : []);
const words = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

function matches(value: unknown): MatchedWords[] {
  const found = list(value).map((match) => ({
    field: str(match.field) ?? '',
    text: str(match.text) ?? str(match.term) ?? '',
  }));
  const seen = new Map(found.map((match) => [`${match.field}:${match.text.toLowerCase()}`, match]));
  return [...seen.values()].filter((match) => match.text !== '');
}

export function priorityWhy(decision: Decision): PriorityWhy {
  const said = obj(decision.classification);
  const inputs = obj(said.inputs);
  return {
    priority: str(said.priority),
    source: str(said.source) as PrioritySource | null,
    rule: str(said.rule),
    version: num(said.rule_version),
    matched: matches(said.matched),
    ignored: matches(said.ignored),
    otherRules: list(said.other_rules).map((one) => ({
      rule: str(one.rule) ?? '',
      priority: str(one.priority) ?? '',
    })),
    impact: str(inputs.impact) as Impact | null,
    urgency: str(inputs.urgency) as Urgency | null,
    isVip: inputs.is_vip === true,
    isChoiceRefused: said.is_choice_refused === true,
    raisedFrom: str(said.raised_from),
    raisedByRouting: str(said.raised_by_routing),
    overriddenBy: str(said.overridden_by),
    reason: str(said.reason),
  };
}

export function routingWhy(decision: Decision): RoutingWhy {
  const said = obj(decision.routing);
  return {
    team: str(said.team),
    rule: str(said.rule),
    version: num(said.rule_version),
    addedBy: words(said.added_by),
    priorityFloor: str(said.priority_floor),
    isUnrouted: said.is_unrouted === true,
    assignedBy: str(said.assigned_by),
    handedBack: str(said.handed_back),
    assignee: str(said.assignee),
    why: str(said.why),
    candidates: list(said.candidates).map((one) => ({
      id: str(one.id) ?? '',
      name: str(one.name) ?? '',
      openCount: num(one.open_count) ?? 0,
      capacity: num(one.capacity),
      lastAssignedAt: str(one.last_assigned_at),
      notTaken: str(one.not_taken) as NotTaken | null,
      missingSkills: words(one.missing_skills),
      team: str(one.team),
    })),
  };
}
