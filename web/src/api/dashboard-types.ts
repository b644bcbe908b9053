import type { components, operations } from './schema';

/** The names the dashboards use for what the server sends. */
type Schemas = components['schemas'];

export type DashboardQuery = NonNullable<operations['get_overview']['parameters']['query']>;
/** Filters of the ticket list behind a figure, as its address takes them. */
export type Drill = Record<string, string>;

export type Overview = Schemas['OverviewRead'];
export type Figure = Schemas['Figure'];
export type Share = Schemas['Share'];
export type Volume = Schemas['VolumeRead'];
export type VolumeDay = Schemas['VolumeDay'];
export type SlaPerformance = Schemas['SlaRead'];
export type SlaRow = Schemas['SlaRow'];
export type Workload = Schemas['TeamsRead'];
export type TeamRow = Schemas['TeamRow'];
export type AgentRow = Schemas['AgentRow'];
