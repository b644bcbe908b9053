import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { isApiError } from '@/api/errors';
import { confirm } from '@/lib/confirm';
import { toastDone, toastFailed } from '@/lib/toast';

interface Thing {
  id: string;
  name: string;
  version: number;
}

interface Options {
  /** Soft delete, e.g. `collection.remove`. */
  off: (id: string, version: number) => Promise<unknown>;
  /** The way back. */
  on: (id: string, version: number) => Promise<unknown>;
  /** What it means, for the question. */
  meaning: string;
  /** Lists that show the thing. */
  stale: (readonly unknown[])[];
  onDone?: () => void;
}

/** Deactivate after asking, activate at once; a thing that was changed meanwhile is fetched again. */
export function useSwitchOff({ off, on, meaning, stale, onDone }: Options) {
  const { t } = useLingui();
  const client = useQueryClient();
  const refresh = () => Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })));
  const change = useMutation({
    mutationFn: ({ thing, active }: { thing: Thing; active: boolean }) =>
      (active ? on : off)(thing.id, thing.version),
    onSuccess: async (_, { thing, active }) => {
      await refresh();
      const { name } = thing;
      toastDone(active ? t`${name} is active again.` : t`${name} is deactivated.`);
      onDone?.();
    },
    onError: async (error, { thing }) => {
      if (isApiError(error, 412)) await refresh();
      toastFailed(error, t`${thing.name} was not changed`);
    },
  });
  const deactivate = async (thing: Thing) => {
    const { name } = thing;
    const agreed = await confirm({
      title: t`Deactivate ${name}?`,
      text: meaning,
      confirm: t`Deactivate`,
      cancel: t`Cancel`,
      danger: true,
    });
    if (agreed) change.mutate({ thing, active: false });
  };
  return {
    deactivate,
    activate: (thing: Thing) => change.mutate({ thing, active: true }),
    busy: change.isPending,
  };
}
