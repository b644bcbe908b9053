import { notifications } from '@mantine/notifications';
import { isApiError } from '@/api/errors';

/** Toasts tell the result of an action; load errors belong on the page. */
export function toastDone(message: string, title?: string): void {
  notifications.show({ message, title, color: 'teal' });
}

export function toastFailed(error: unknown, title: string): void {
  const detail = isApiError(error) ? error.message : String(error);
  const trace = isApiError(error) && error.requestId ? ` (${error.requestId})` : '';
  notifications.show({ title, message: `${detail}${trace}`, color: 'red', autoClose: 10_000 });
}
