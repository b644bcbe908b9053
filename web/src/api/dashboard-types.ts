import type { NamedRef } from './types';

/** Filters of the ticket list behind a figure, as its address takes them. */
export type Drill = Record<string, string>;

export interface DashboardQuery {
  since?: string | undefined;
  until?: string | undefined;
  team?: string | undefined;
  category?: string | undefined;
  location?: string | undefined;
  priority?: string | undefined;
}

export interface Figure {
  key: string;
  value: number | null;
  unit: string;
  definition: string;
  drill: Drill | null;
}

export interface Share {
  name: string;
  count: number;
  drill: Drill;
}

export interface Overview {
  as_of: string;
  figures: Figure[];
  open_by_status: Share[];
  open_by_priority: Share[];
  aging: Share[];
}

export interface VolumeDay {
  day: string;
  created: number;
  resolved: number;
}

export interface Volume {
  days: VolumeDay[];
  by_category: Share[];
  by_location: Share[];
  by_priority: Share[];
}

export interface SlaRow {
  name: string;
  response_met: number;
  response_breached: number;
  response_percent: number | null;
  resolution_met: number;
  resolution_breached: number;
  resolution_percent: number | null;
}

export interface SlaPerformance {
  goal_percent: number;
  overall: SlaRow;
  by_priority: SlaRow[];
  by_team: SlaRow[];
}

export interface TeamRow {
  team: NamedRef;
  open: number;
  unassigned: number;
  breached: number;
  resolved: number;
  median_resolution_seconds: number | null;
}

export interface AgentRow {
  agent: NamedRef;
  open: number;
  pending: number;
  breached: number;
  resolved: number;
}

export interface Workload {
  teams: TeamRow[];
  agents: AgentRow[];
}
