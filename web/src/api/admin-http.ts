import { queryOptions } from '@tanstack/react-query';
import { client, idempotency, ifMatch } from './client';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
export type Query = Record<string, string | number | boolean | undefined>;

interface Init {
  query?: Query | undefined;
  body?: unknown;
  /** The version that was read: the server refuses the edit (412) where it is no longer the present one. */
  version?: number | undefined;
  /** Makes a repeated create answer with the first result. */
  key?: string | undefined;
  signal?: AbortSignal | undefined;
}

interface Answer {
  data?: unknown;
  response: Response;
}

type Request = (
  method: Method,
  path: string,
  init: { params: { query: Query }; body?: unknown; headers: Record<string, string>; parseAs?: 'blob' },
) => Promise<Answer>;

// Administration has many resources of one shape; their paths are built, so the answers are typed here by hand.
const request = client.request as unknown as Request;

function options({ query = {}, body, version, key, signal }: Init) {
  const headers = {
    ...(version === undefined ? {} : ifMatch(version)),
    ...(key ? idempotency(key) : {}),
  };
  return {
    params: { query },
    headers,
    ...(body === undefined ? {} : { body }),
    ...(signal ? { signal } : {}),
  };
}

export async function call<T>(method: Method, path: string, init: Init = {}): Promise<T> {
  return (await request(method, path, options(init))).data as T;
}

/** The answer with the version in its ETag, for lists whose order is edited as a whole. */
export async function callWithVersion<T>(path: string, signal?: AbortSignal) {
  const { data, response } = await request('get', path, options({ signal }));
  return { data: data as T, version: versionOf(response.headers.get('ETag')) };
}

export async function callForFile(method: Method, path: string, query: Query): Promise<Blob> {
  const { data } = await request(method, path, { ...options({ query }), parseAs: 'blob' });
  return data as Blob;
}

/** `W/"12"` and `"12"` are version 12; anything else is none. */
export function versionOf(etag: string | null): number {
  const found = etag?.match(/^(?:W\/)?"(\d+)"$/)?.[1];
  return found ? Number(found) : 0;
}

export interface Versioned {
  id: string;
  version: number;
}

/** Keys and calls of a collection that is small enough to be listed whole. */
export function collection<Read extends Versioned, Create, Patch>(
  name: string,
  path = `/api/admin/${name}`,
  root: readonly string[] = ['admin', name],
) {
  const keys = {
    all: root,
    list: () => [...root, 'list'] as const,
    detail: (id: string) => [...root, 'detail', id] as const,
  };
  const at = (id: string) => `${path}/${encodeURIComponent(id)}`;
  const readAll = async (signal: AbortSignal) =>
    (await call<{ items: Read[] }>('get', path, { signal })).items;
  const readOne = (id: string, signal?: AbortSignal) => call<Read>('get', at(id), { signal });
  return {
    name,
    path,
    keys,
    listQuery: () => queryOptions({ queryKey: keys.list(), queryFn: ({ signal }) => readAll(signal) }),
    detailQuery: (id: string) =>
      queryOptions({ queryKey: keys.detail(id), queryFn: ({ signal }) => readOne(id, signal) }),
    read: (id: string) => readOne(id),
    create: (body: Create, key: string) => call<Read>('post', path, { body, key }),
    update: (id: string, version: number, body: Patch) => call<Read>('patch', at(id), { body, version }),
    /** A soft delete: the thing is switched off and kept. */
    remove: (id: string, version: number) => call<void>('delete', at(id), { version }),
  };
}

export type Collection<Read extends Versioned, Create, Patch> = ReturnType<
  typeof collection<Read, Create, Patch>
>;

/** The same collection in a draft: nothing of it is in force. */
export function inDraft<Read extends Versioned, Create, Patch>(
  { name }: Collection<Read, Create, Patch>,
  draft: string,
): Collection<Read, Create, Patch> {
  return collection<Read, Create, Patch>(name, draftPath(name, draft), draftKey(name, draft));
}

/** Rules, policies and calendars of a draft are read and edited like those in force, below its path. */
export const draftPath = (name: string, draft: string | null) =>
  draft ? `/api/admin/rule-drafts/${encodeURIComponent(draft)}/${name}` : `/api/admin/${name}`;

export const draftKey = (name: string, draft: string | null): readonly string[] =>
  draft ? ['admin', 'rule-drafts', draft, name] : ['admin', name];
