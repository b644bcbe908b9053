import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Category, categories } from '@/api/admin-lists';
import { referenceKeys } from '@/api/reference';
import { toastFailed } from '@/lib/toast';
import { moved } from './model';

/** Move an entry among those of its level; the screen follows at once and returns if it is refused. */
export function useMoveCategory(all: Category[]) {
  const { t } = useLingui();
  const client = useQueryClient();
  const key = categories.keys.list();
  const run = useMutation({
    mutationFn: async ({ id, step }: { id: string; step: -1 | 1 }) => {
      const entry = all.find((one) => one.id === id);
      const changes = moved(
        all.filter((one) => one.parent_id === entry?.parent_id),
        id,
        step,
      );
      const places = new Map(changes.map((change) => [change.id, change.position]));
      client.setQueryData<Category[]>(key, (list) =>
        list?.map((one) => ({ ...one, position: places.get(one.id) ?? one.position })),
      );
      for (const change of changes)
        await categories.update(change.id, change.version, { position: change.position });
    },
    onError: (error) => toastFailed(error, t`The order was not changed`),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: key }),
        client.invalidateQueries({ queryKey: referenceKeys.all }),
      ]),
  });
  return (id: string, step: -1 | 1) => {
    if (!run.isPending) run.mutate({ id, step });
  };
}
