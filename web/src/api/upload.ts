import { ApiError, networkError } from './errors';
import { token } from './session';
import { csrfToken, refresh } from './transport';
import type { Attachment, ProblemBody } from './types';

export interface UploadTarget {
  ticketId: string;
  commentId?: string | undefined;
  isInternal: boolean;
}

/** What a sender of files hears, and how they take one back. */
export interface Watch {
  signal: AbortSignal;
  /** Share sent, 0–1. */
  onProgress: (share: number) => void;
  onWaiting: (waiting: boolean) => void;
}

const LARGE_BYTES = 8 * 1024 * 1024;

/** Send one file, a large one in pieces. Throws an ApiError, or the signal's reason where it was taken back. */
export async function uploadFile(
  target: UploadTarget,
  file: File,
  key: string,
  watch: Watch,
): Promise<Attachment> {
  if (file.size <= LARGE_BYTES) return uploadWhole(target, file, key, watch);
  const { uploadInPieces } = await import('./resumable');
  return uploadInPieces(target, file, key, watch);
}

/**
 * Send one file in one request. It does not go through `fetch`, which cannot report the progress of a body.
 * An expired token is renewed once.
 */
async function uploadWhole(target: UploadTarget, file: File, key: string, watch: Watch): Promise<Attachment> {
  const first = await send(target, file, key, watch);
  if (first.status !== 401) return attachmentOf(first);
  await refresh();
  return attachmentOf(await send(target, file, key, watch));
}

function send(
  target: UploadTarget,
  file: File,
  key: string,
  { signal, onProgress }: Watch,
): Promise<XMLHttpRequest> {
  const form = new FormData();
  // The fields come first: the server reads the body as it arrives.
  if (target.commentId) form.append('comment_id', target.commentId);
  form.append('is_internal', String(target.isInternal));
  form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/tickets/${encodeURIComponent(target.ticketId)}/attachments`);
    for (const [name, value] of Object.entries({ ...uploadHeaders(), 'Idempotency-Key': key }))
      request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
    };
    request.onload = () => resolve(request);
    request.onerror = () => reject(networkError());
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}

/** Who sends, for requests that do not go through the client. */
export function uploadHeaders(): Record<string, string> {
  const csrf = csrfToken();
  const bearer = token();
  return {
    ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
    ...(csrf ? { 'X-CSRF-Token': csrf } : {}),
  };
}

function attachmentOf(request: XMLHttpRequest): Attachment {
  if (request.status >= 200 && request.status < 300) return JSON.parse(request.responseText) as Attachment;
  throw new ApiError(problemOf(request), request.getResponseHeader('X-Request-ID'));
}

export function problemOf(request: XMLHttpRequest): ProblemBody {
  const fallback = { status: request.status, title: request.statusText || `HTTP ${request.status}` };
  try {
    return { ...fallback, ...(JSON.parse(request.responseText) as ProblemBody), status: request.status };
  } catch {
    return fallback;
  }
}
