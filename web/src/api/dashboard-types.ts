import type { components, operations } from './schema';

/** The names the dashboards use for what the server sends. */
type Schemas = components['schemas'];

export type DashboardQuery = NonNullable<operations['get_panel']['parameters']['query']>;
/** Filters of the ticket list behind a figure, as its address takes them. */
export type Drill = Record<string, string>;

/** What is counted; says which list its filters are of. */
export type Grain = string;

export type DashboardPages = Schemas['PageList'];
export type DashboardPageRef = Schemas['PageRead'];
export type PanelRef = Schemas['PanelRef'];
export type Panel = Schemas['PanelRead'];
export type PanelColumn = Schemas['PanelColumn'];
export type PanelRow = Schemas['PanelRow'];
export type PanelCell = Schemas['PanelCell'];
