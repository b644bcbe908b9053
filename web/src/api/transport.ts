import { errorFrom, networkError } from './errors';
import { proveAgain, signedIn, signInAgain, token } from './session';
import type { TokenAnswer } from './types';

const REFRESH = '/api/auth/refresh';
/** Answers of these are about the credentials just sent: a 401 there is no lost session. */
const NO_RETRY = ['/api/auth/login', REFRESH, '/api/auth/logout', '/api/auth/password/'];

let refreshing: Promise<boolean> | null = null;

export function csrfToken(): string | null {
  const match = document.cookie.match(/(?:^|;\s*)(?:__Host-)?itsm_csrf=([^;]+)/);
  return match?.[1] ? decodeURIComponent(match[1]) : null;
}

/**
 * Ask for a new access token with the refresh cookie; callers at the same time share one request.
 * `background`: nobody is at the screen, so the session is not counted as used.
 */
export function refresh(background = false): Promise<boolean> {
  refreshing ??= requestToken(background).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

async function requestToken(background: boolean): Promise<boolean> {
  const csrf = csrfToken();
  if (!csrf) return false;
  const headers = { 'X-CSRF-Token': csrf, ...(background ? { 'X-Background': 'true' } : {}) };
  const response = await send(
    new Request(absolute(REFRESH), { method: 'POST', credentials: 'include', headers }),
  );
  if (response.ok) {
    signedIn((await response.json()) as TokenAnswer);
    return true;
  }
  if (response.status === 401 || response.status === 403) return false;
  throw await errorFrom(response);
}

/** Send; where the server first wants to see again that it is really them, ask, then replay the same request. */
export async function authedFetch(request: Request): Promise<Response> {
  const spare = request.clone();
  const response = await sendSignedIn(request);
  if (response.status !== 403 || !response.headers.has('WWW-Authenticate')) return response;
  return (await proveAgain()) ? sendSignedIn(spare) : response;
}

/** Send with the bearer token; on 401 refresh, else ask for a sign-in, then replay the same request. */
async function sendSignedIn(request: Request): Promise<Response> {
  const spare = request.clone();
  const sent = token();
  const response = await send(withToken(request));
  if (response.status !== 401 || isAboutCredentials(request.url)) return response;
  const renewed =
    (token() !== null && token() !== sent) || (await refresh(request.headers.has('X-Background')));
  const again = renewed ? await send(withToken(spare.clone())) : response;
  if (again.status !== 401) return again;
  if (!(await signInAgain())) return again;
  return send(withToken(spare));
}

function withToken(request: Request): Request {
  const current = token();
  if (current) request.headers.set('Authorization', `Bearer ${current}`);
  const csrf = csrfToken();
  if (csrf && request.method !== 'GET') request.headers.set('X-CSRF-Token', csrf);
  return request;
}

async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw networkError();
  }
}

function isAboutCredentials(url: string): boolean {
  const { pathname } = new URL(url);
  return NO_RETRY.some((path) => pathname.startsWith(path));
}

function absolute(path: string): string {
  return new URL(path, window.location.origin).toString();
}
