import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { isApiError } from '@/api/errors';
import { toastDone, toastFailed } from '@/lib/toast';

/** Run a change of a list of rules; whatever becomes of it the list is read anew. */
export function useRuleChanges(stale: readonly unknown[]) {
  const { t } = useLingui();
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: async ({ action }: { action: () => Promise<unknown>; done: string }) => {
      try {
        await action();
      } finally {
        await client.invalidateQueries({ queryKey: stale });
      }
    },
    onSuccess: (_, { done }) => toastDone(done),
    onError: (error) =>
      toastFailed(
        error,
        isApiError(error, 412)
          ? t`Somebody changed the rules meanwhile; look again`
          : t`The rules were not changed`,
      ),
  });
  const switched = (name: string, active: boolean) => (active ? t`${name} is on.` : t`${name} is off.`);
  return {
    busy: run.isPending,
    run: (action: () => Promise<unknown>, done: string) => run.mutate({ action, done }),
    switched,
  };
}
