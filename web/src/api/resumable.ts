import { call } from './admin-http';
import { ApiError, isTransient, networkError } from './errors';
import type { Attachment } from './types';
import { problemOf, type UploadTarget, uploadHeaders, type Watch } from './upload';

const PIECE_BYTES = 8 * 1024 * 1024;
const WAITS_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 30_000, 60_000, 60_000];

interface Upload {
  id: string;
  url: string;
}

/**
 * Send a large file in pieces. A line that breaks costs no more than the piece that was on its way: the
 * server is asked how far it is, and the file goes on from there. Throws what cannot be cured by waiting.
 */
export async function uploadInPieces(
  target: UploadTarget,
  file: File,
  key: string,
  watch: Watch,
): Promise<Attachment> {
  const path = `/api/tickets/${encodeURIComponent(target.ticketId)}/uploads`;
  const mark = markOf(target.ticketId, file);
  const { upload, offset } = (await begunBefore(mark)) ?? (await begin(path, file, mark));
  try {
    await sendPieces(upload, file, offset, watch);
    const place = { comment_id: target.commentId ?? null, is_internal: target.isInternal };
    const attached = await patiently(watch, () =>
      call<Attachment>('post', `${path}/${upload.id}/attach`, { body: place, key }),
    );
    forget(mark);
    return attached;
  } catch (error) {
    forget(mark);
    void call('delete', upload.url as never).catch(() => undefined);
    throw error;
  }
}

interface Begun {
  upload: Upload;
  offset: number;
}

/** The same file for the same ticket, as this browser knows it again after the page was loaded anew. */
const markOf = (ticketId: string, { name, size, lastModified }: File): string =>
  `itsm-upload:${ticketId}:${size}:${lastModified}:${name}`;

function forget(mark: string): void {
  try {
    localStorage.removeItem(mark);
  } catch {
    // Nothing was kept.
  }
}

async function begin(path: string, file: File, mark: string): Promise<Begun> {
  const upload = await call<Upload>('post', path, { body: { filename: file.name, size_bytes: file.size } });
  try {
    localStorage.setItem(mark, JSON.stringify(upload));
  } catch {
    // A reload then begins anew.
  }
  return { upload, offset: 0 };
}

/** An upload of this file that a page before began and the server still has, with how far it is. */
async function begunBefore(mark: string): Promise<Begun | null> {
  try {
    const upload = JSON.parse(localStorage.getItem(mark) ?? 'null') as Upload | null;
    return upload && { upload, offset: await askOffset(upload.url) };
  } catch {
    forget(mark);
    return null;
  }
}

async function sendPieces(upload: Upload, file: File, begun: number, watch: Watch): Promise<void> {
  let offset = begun;
  while (offset < file.size) {
    const from = offset;
    const piece = file.slice(from, from + PIECE_BYTES);
    offset = await patiently(
      watch,
      () => sendPiece(upload.url, piece, from, (sent) => watch.onProgress((from + sent) / file.size), watch),
      () => askOffset(upload.url),
    );
    watch.onProgress(offset / file.size);
  }
}

/** Try until it works or cannot be cured; after a failure `recover`, where there is one, may answer instead. */
async function patiently<T>(watch: Watch, send: () => Promise<T>, recover?: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await (tries > 0 && recover ? recover() : send());
    } catch (error) {
      const wait = WAITS_MS[tries];
      if (watch.signal.aborted || !isTransient(error) || wait === undefined) throw error;
      watch.onWaiting(true);
      await pause(wait, watch.signal);
      watch.onWaiting(false);
    }
  }
}

async function askOffset(url: string): Promise<number> {
  const response = await fetch(url, { method: 'HEAD', headers: uploadHeaders() }).catch(() => {
    throw networkError();
  });
  if (!response.ok) throw new ApiError({ status: response.status, title: response.statusText }, null);
  return Number(response.headers.get('Upload-Offset'));
}

function sendPiece(
  url: string,
  piece: Blob,
  offset: number,
  onSent: (bytes: number) => void,
  { signal }: Watch,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PATCH', url);
    const headers = {
      ...uploadHeaders(),
      'Content-Type': 'application/offset+octet-stream',
      'Upload-Offset': String(offset),
    };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.onload = () => {
      const now = Number(request.getResponseHeader('Upload-Offset') ?? Number.NaN);
      // 409: the server is elsewhere and says where (an answer of the piece before was lost).
      const isKnown = request.status === 204 || request.status === 409;
      if (isKnown && Number.isSafeInteger(now)) resolve(now);
      else reject(new ApiError(problemOf(request), request.getResponseHeader('X-Request-ID')));
    };
    request.onerror = () => reject(networkError());
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(piece);
  });
}

/** Wait, but no longer than until the browser is online again, or the person gave up. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener('online', end);
    signal.addEventListener('abort', end, { once: true });
  });
}
