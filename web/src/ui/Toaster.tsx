import '@mantine/notifications/styles.layer.css';
import { Notifications } from '@mantine/notifications';
import { lazy, Suspense } from 'react';
import { useUploads } from '@/lib/uploads-store';

const UploadTray = lazy(() => import('./UploadTray'));

/** Toasts, and below them the files on their way. */
export default function Toaster() {
  const isSending = useUploads((state) => state.sending.length > 0);
  return (
    <>
      <Notifications position="bottom-right" limit={4} />
      <Suspense>{isSending && <UploadTray />}</Suspense>
    </>
  );
}
