import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { downloadLink } from '@/api/tickets';
import type { Attachment } from '@/api/types';
import { toastFailed } from '@/lib/toast';

const FilePreview = lazy(() => import('./FilePreview'));
const PICTURE = /^image\/(png|jpe?g|gif|webp)$/;

interface Shown {
  file: Attachment;
  url: string;
  previewUrl: string | null;
}

/** Open a file by a link of some minutes: what can be shown is shown here, everything else downloads. */
export function useOpenFile(ticketId: string): { open: (file: Attachment) => void; preview: ReactNode } {
  const { t } = useLingui();
  const [shown, setShown] = useState<Shown | null>(null);
  const fetchLink = useMutation({
    mutationFn: (file: Attachment) => downloadLink(ticketId, file.id),
    onSuccess: ({ url, preview_url: previewUrl }, file) => {
      if (PICTURE.test(file.content_type) || previewUrl) setShown({ file, url, previewUrl });
      else window.location.assign(url);
    },
    onError: (error) => toastFailed(error, t`The file could not be opened`),
  });
  const preview = shown && (
    <Suspense>
      <FilePreview {...shown} onClose={() => setShown(null)} />
    </Suspense>
  );
  return { open: fetchLink.mutate, preview };
}
