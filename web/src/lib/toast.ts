import { t } from '@lingui/core/macro';
import type { NotificationData } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { create } from 'zustand';
import { isApiError } from '@/api/errors';

/** The toaster is loaded with the first toast: most visits end without one. */
export const useToaster = create<{ wanted: boolean }>()(() => ({ wanted: false }));

async function show(toast: NotificationData): Promise<void> {
  useToaster.setState({ wanted: true });
  const { notifications } = await import('@mantine/notifications');
  notifications.show({ ...toast, closeButtonProps: { 'aria-label': t`Close the message` } });
}

/** Toasts tell the result of an action; load errors belong on the page. */
export function toastDone(message: string, title?: string): void {
  void show({ message, title, color: 'teal' });
}

/** A message with something to press in it; `id` lets it be taken away before its time. */
export function toastWith(id: string, message: ReactNode, lastsMs: number): void {
  void show({ id, message, color: 'teal', autoClose: lastsMs });
}

export function dropToast(id: string): void {
  void import('@mantine/notifications').then(({ notifications }) => notifications.hide(id));
}

export function toastFailed(error: unknown, title: string): void {
  // Whoever took something back knows that it did not happen.
  if (error instanceof DOMException && error.name === 'AbortError') return;
  const detail = isApiError(error) ? error.message : String(error);
  const trace = isApiError(error) && error.requestId ? ` (${error.requestId})` : '';
  void show({ title, message: `${detail}${trace}`, color: 'red', autoClose: 10_000 });
}
