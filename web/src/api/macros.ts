import { queryOptions } from '@tanstack/react-query';
import { newKey } from '@/lib/ids';
import { client, data, idempotency, ifMatch } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];

export type Macro = Schemas['MacroRead'];
export type MacroChanges = Schemas['ChangesRead'];
export type MacroInput = Schemas['MacroCreate'];
export type MacroEdit = Schemas['MacroPatch'];
export type MacroField = Schemas['MacroField'];
export type MacroEffect = Schemas['MacroEffect'];
export type MacroPreview = Schemas['MacroPreview'];
export type MacroPlace = Schemas['Place'];

const KEY = 'ticket-macros';
const at = (macro: Macro) => ({ path: { macro_id: macro.id } });
const on = (ticketId: string, macroId: string) => ({ path: { ticket_id: ticketId, macro_id: macroId } });

/** One's canned replies and macros, by name, and for whom else one may keep some. */
export const macrosQuery = () =>
  queryOptions({
    queryKey: [KEY, 'list'] as const,
    queryFn: ({ signal }) => data(client.GET('/api/tickets/macros', { signal })),
    staleTime: 5 * 60_000,
  });

/** What a macro would say and do to a ticket as it is now. */
export const previewMacro = (ticketId: string, macroId: string, signal?: AbortSignal) =>
  data(
    client.GET('/api/tickets/{ticket_id}/macros/{macro_id}', {
      params: on(ticketId, macroId),
      ...(signal ? { signal } : {}),
    }),
  );

export const macroPreviewQuery = (ticketId: string, macroId: string) =>
  queryOptions({
    queryKey: [KEY, 'preview', ticketId, macroId] as const,
    queryFn: ({ signal }) => previewMacro(ticketId, macroId, signal),
    staleTime: 0,
    gcTime: 0,
  });

export const createMacro = (body: MacroInput) =>
  data(client.POST('/api/tickets/macros', { body, headers: idempotency(newKey()) }));

export const updateMacro = (macro: Macro, body: MacroEdit) =>
  data(
    client.PATCH('/api/tickets/macros/{macro_id}', {
      params: at(macro),
      body,
      headers: ifMatch(macro.version),
    }),
  );

export const deleteMacro = (macro: Macro) =>
  client.DELETE('/api/tickets/macros/{macro_id}', { params: at(macro), headers: ifMatch(macro.version) });

/** All of it or nothing, to the version of the ticket that was previewed. */
export const applyMacro = (ticketId: string, preview: MacroPreview, body: Schemas['MacroApply']) =>
  data(
    client.POST('/api/tickets/{ticket_id}/macros/{macro_id}/apply', {
      params: on(ticketId, preview.macro_id),
      body,
      headers: ifMatch(preview.version),
    }),
  );
