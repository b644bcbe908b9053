import { useLingui } from '@lingui/react/macro';
import { useBlocker } from '@tanstack/react-router';
import { confirm } from '@/lib/confirm';

/** Ask before unsaved input is left: by link, back button, closing the drawer or the tab. */
export function useLeaveGuard(dirty: boolean): void {
  const { t } = useLingui();
  useBlocker({
    disabled: !dirty,
    enableBeforeUnload: dirty,
    shouldBlockFn: async () =>
      !(await confirm({
        title: t`Leave without saving?`,
        text: t`What you changed here is not saved yet.`,
        confirm: t`Leave`,
        cancel: t`Stay`,
        danger: true,
      })),
  });
}
