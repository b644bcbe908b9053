import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from './admin-http';
import type { Approval } from './approvals';
import type { components } from './schema';
import type { Page } from './types';

type Schemas = components['schemas'];

export type ChangeCard = Schemas['ChangeCard'];
export type Change = Schemas['ChangeDetail'];
export type ChangeInput = Schemas['ChangeCreate'];
export type ChangePatch = Partial<Schemas['ChangePatch']>;
export type ChangeType = Schemas['ChangeType'];
export type ChangeState = Schemas['ChangeState'];
export type ChangeMove = Schemas['ChangeAction'];
export type ChangeObstacle = Schemas['Obstacle'];
export type ChangeOutcome = Schemas['Outcome'];
export type ChangeView = Schemas['ListView'];
export type RiskLevel = Schemas['RiskLevel'];
export type RiskQuestion = Schemas['RiskQuestionRead'];
export type ChangeTemplate = Schemas['ChangeTemplateRead'];
export type ChangeTicket = Schemas['ChangeTicketRead'];
export type TicketChange = Schemas['TicketChangeRead'];
export type TicketRole = Schemas['TicketRole'];
export type ChangeAsset = Schemas['ChangeAssetRead'];
export type ChangeConflict = Schemas['ConflictRead'];
export type FreezeEffect = Schemas['FreezeEffect'];
export type SlotsInput = Partial<Schemas['SlotsInput']> &
  Pick<Schemas['SlotsInput'], 'duration_minutes' | 'earliest' | 'latest'>;
export type Slot = Schemas['SlotRead'];
export type Calendar = Schemas['ChangeCalendarRead'];
export type CalendarChange = Schemas['CalendarChange'];
export type ChangeFigures = Schemas['ChangeFigures'];
export type ChangeEntry = Schemas['ChangeEntryRead'];

export interface ChangeFilters {
  view?: ChangeView | undefined;
  state?: ChangeState | undefined;
  q?: string | undefined;
  outcome?: ChangeOutcome | undefined;
  finished_days?: number | undefined;
  type?: ChangeType | undefined;
  risk?: RiskLevel | undefined;
  team?: string | undefined;
  location_id?: string | undefined;
  finished_from?: string | undefined;
  finished_to?: string | undefined;
  caused?: boolean | undefined;
}

const PATH = '/api/changes';
const at = (ref: string) => `${PATH}/${encodeURIComponent(ref)}`;

export const changeKeys = {
  all: ['changes'] as const,
  list: (filters: ChangeFilters) => ['changes', 'list', filters] as const,
  counts: ['changes', 'counts'] as const,
  figures: ['changes', 'figures'] as const,
  change: (ref: string) => ['changes', 'one', ref] as const,
  part: (ref: string, part: string) => ['changes', 'one', ref, part] as const,
  settings: (what: string) => ['changes', 'settings', what] as const,
  calendar: (asked: object) => ['changes', 'calendar', asked] as const,
  feed: ['change-feed'] as const,
  ofTicket: (id: string) => ['changes', 'ticket', id] as const,
};

const items = async <T>(path: string, signal: AbortSignal) =>
  (await call<{ items: T[] }>('get', path, { signal })).items;

export const changesQuery = (filters: ChangeFilters) =>
  infiniteQueryOptions({
    queryKey: changeKeys.list(filters),
    queryFn: ({ signal, pageParam }) =>
      call<Page<ChangeCard>>('get', PATH, { query: { ...filters, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const changeCountsQuery = () =>
  queryOptions({
    queryKey: changeKeys.counts,
    queryFn: ({ signal }) => call<Record<ChangeView, number>>('get', `${PATH}/counts`, { signal }),
  });

export const FIGURE_DAYS = 90;

export const changeFiguresQuery = () =>
  queryOptions({
    queryKey: changeKeys.figures,
    queryFn: ({ signal }) =>
      call<ChangeFigures>('get', `${PATH}/figures`, { query: { days: FIGURE_DAYS }, signal }),
  });

export const changeQuery = (ref: string) =>
  queryOptions({
    queryKey: changeKeys.change(ref),
    queryFn: ({ signal }) => call<Change>('get', at(ref), { signal }),
  });

export const changeApprovalsQuery = (ref: string) =>
  queryOptions({
    queryKey: changeKeys.part(ref, 'approvals'),
    queryFn: ({ signal }) => items<Approval>(`${at(ref)}/approvals`, signal),
  });

export const changeTicketsQuery = (ref: string) =>
  queryOptions({
    queryKey: changeKeys.part(ref, 'tickets'),
    queryFn: ({ signal }) => items<ChangeTicket>(`${at(ref)}/tickets`, signal),
  });

/** What is in the way of a change, as it was found when one of both was last altered. */
export const changeConflictsQuery = (ref: string) =>
  queryOptions({
    queryKey: changeKeys.part(ref, 'conflicts'),
    queryFn: ({ signal }) => items<ChangeConflict>(`${at(ref)}/conflicts`, signal),
  });

export interface CalendarAsked {
  from: string;
  to: string;
  location_id?: string | undefined;
  team_id?: string | undefined;
}

export const calendarQuery = (asked: CalendarAsked) =>
  queryOptions({
    queryKey: changeKeys.calendar(asked),
    queryFn: ({ signal }) =>
      call<Calendar>('get', `${PATH}/calendar`, {
        query: {
          from: asked.from,
          to: asked.to,
          location_id: asked.location_id || undefined,
          team_id: asked.team_id || undefined,
        },
        signal,
      }),
    placeholderData: keepPreviousData,
  });

const FEED = '/api/calendar/feed';

export const feedQuery = () =>
  queryOptions({
    queryKey: changeKeys.feed,
    queryFn: ({ signal }) => call<Schemas['FeedRead']>('get', FEED, { signal }),
    // A secret: it is not kept longer than it is looked at.
    gcTime: 0,
  });

export const renewFeed = () => call<Schemas['FeedRead']>('put', FEED);

export const dropFeed = () => call<void>('delete', FEED);

/** The first windows in which nothing is in the way. Nothing is kept. */
export const findFreeSlots = async (body: SlotsInput) =>
  (await call<{ items: Slot[] }>('post', `${PATH}/free-slots`, { body })).items;

export const changeHistoryQuery = (ref: string) =>
  infiniteQueryOptions({
    queryKey: changeKeys.part(ref, 'history'),
    queryFn: ({ signal, pageParam }) =>
      call<Page<ChangeEntry>>('get', `${at(ref)}/history`, {
        query: { limit: 20, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });

export const ticketChangesQuery = (id: string) =>
  queryOptions({
    queryKey: changeKeys.ofTicket(id),
    queryFn: ({ signal }) => items<TicketChange>(`/api/tickets/${encodeURIComponent(id)}/changes`, signal),
  });

export const riskQuestionsQuery = () =>
  queryOptions({
    queryKey: changeKeys.settings('questions'),
    queryFn: ({ signal }) => items<RiskQuestion>(`${PATH}/risk-questions`, signal),
    staleTime: 600_000,
  });

export const changeTemplatesQuery = () =>
  queryOptions({
    queryKey: changeKeys.settings('templates'),
    queryFn: ({ signal }) => items<ChangeTemplate>(`${PATH}/templates`, signal),
    staleTime: 600_000,
  });

export const createChange = (body: ChangeInput, key: string) => call<Change>('post', PATH, { body, key });

export const editChange = (ref: string, version: number, body: ChangePatch) =>
  call<Change>('patch', at(ref), { body, version });

export const deleteChange = (ref: string, version: number) => call<void>('delete', at(ref), { version });

export interface MoveInput {
  move: ChangeMove;
  note?: string;
  outcome?: ChangeOutcome;
}

export const moveChange = (ref: string, version: number, body: MoveInput) =>
  call<Change>('post', `${at(ref)}/transitions`, { body, version });

export const putReview = (ref: string, version: number, body: { summary: string; lessons: string }) =>
  call<Change>('put', `${at(ref)}/review`, { body, version });

export const linkChangeTicket = (ref: string, ticket: string, role: TicketRole, key: string) =>
  call<ChangeTicket>('post', `${at(ref)}/tickets`, { body: { ticket_id: ticket, role }, key });

export const unlinkChangeTicket = (ref: string, ticketId: string) =>
  call<void>('delete', `${at(ref)}/tickets/${ticketId}`);
