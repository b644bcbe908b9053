import { ApiError, networkError } from './errors';
import { token } from './session';
import { csrfToken, refresh } from './transport';
import type { Attachment, ProblemBody } from './types';

export interface UploadTarget {
  ticketId: string;
  commentId?: string | undefined;
  isInternal: boolean;
}

/**
 * Send one file and say how far it is (0–1). The one request that does not go through `fetch`,
 * which cannot report the progress of a body. An expired token is renewed once.
 */
export async function uploadWithProgress(
  target: UploadTarget,
  file: File,
  key: string,
  onProgress: (share: number) => void,
): Promise<Attachment> {
  const first = await send(target, file, key, onProgress);
  if (first.status !== 401) return attachmentOf(first);
  await refresh();
  return attachmentOf(await send(target, file, key, onProgress));
}

function send(
  target: UploadTarget,
  file: File,
  key: string,
  onProgress: (share: number) => void,
): Promise<XMLHttpRequest> {
  const form = new FormData();
  // The fields come first: the server reads the body as it arrives.
  if (target.commentId) form.append('comment_id', target.commentId);
  form.append('is_internal', String(target.isInternal));
  form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/tickets/${encodeURIComponent(target.ticketId)}/attachments`);
    for (const [name, value] of Object.entries(headers(key))) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
    };
    request.onload = () => resolve(request);
    request.onerror = () => reject(networkError());
    request.send(form);
  });
}

function headers(key: string): Record<string, string> {
  const csrf = csrfToken();
  const bearer = token();
  return {
    'Idempotency-Key': key,
    ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
    ...(csrf ? { 'X-CSRF-Token': csrf } : {}),
  };
}

function attachmentOf(request: XMLHttpRequest): Attachment {
  if (request.status >= 200 && request.status < 300) return JSON.parse(request.responseText) as Attachment;
  throw new ApiError(problemOf(request), request.getResponseHeader('X-Request-ID'));
}

function problemOf(request: XMLHttpRequest): ProblemBody {
  const fallback = { status: request.status, title: request.statusText || `HTTP ${request.status}` };
  try {
    return { ...fallback, ...(JSON.parse(request.responseText) as ProblemBody), status: request.status };
  } catch {
    return fallback;
  }
}
