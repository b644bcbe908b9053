import type { Attachment } from '@/api/types';
import { type UploadTarget, uploadFile } from '@/api/upload';
import { newKey } from './ids';
import { useToaster } from './toast';
import { type Sending, useUploads } from './uploads-store';

function change(id: string, now: Partial<Sending>): void {
  useUploads.setState(({ sending }) => ({
    sending: sending.map((one) => (one.id === id ? { ...one, ...now } : one)),
  }));
}

/** Send a file to a ticket, large ones in pieces; throws an ApiError, or an AbortError where it was taken back. */
export async function sendFile(
  target: UploadTarget,
  file: File,
  onProgress: (share: number) => void = () => undefined,
): Promise<Attachment> {
  const id = newKey();
  const control = new AbortController();
  const cancel = () => control.abort();
  const one: Sending = { id, name: file.name, share: 0, waiting: false, cancel };
  // The tray hangs where toasts do, so that no visit without either fetches them.
  useToaster.setState({ wanted: true });
  useUploads.setState(({ sending }) => ({ sending: [...sending, one] }));
  try {
    return await uploadFile(target, file, newKey(), {
      signal: control.signal,
      onWaiting: (waiting) => change(id, { waiting }),
      onProgress: (share) => {
        change(id, { share });
        onProgress(share);
      },
    });
  } finally {
    useUploads.setState(({ sending }) => ({ sending: sending.filter((other) => other.id !== id) }));
  }
}
