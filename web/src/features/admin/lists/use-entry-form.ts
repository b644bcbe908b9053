import { useLingui } from '@lingui/react/macro';
import { schemaResolver } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import * as z from 'zod/mini';
import type { ListEntry } from '@/api/admin-lists';
import { referenceKeys } from '@/api/reference';
import { toastDone } from '@/lib/toast';
import { useAdminSearch } from '../frame/use-admin-search';
import { useRecordForm } from '../frame/use-record-form';

interface Options<V extends { name: string }, R extends ListEntry> {
  entry: R | null;
  empty: V;
  toValues: (entry: R) => V;
  create: (values: V, key: string) => Promise<R>;
  update: (id: string, version: number, values: V) => Promise<R>;
  read: (id: string) => Promise<R>;
  /** Key of the list. */
  stale: readonly unknown[];
}

/** The form of one entry of the lists that other forms choose from. */
export function useEntryForm<V extends { name: string }, R extends ListEntry>(options: Options<V, R>) {
  const { entry, stale } = options;
  const { t } = useLingui();
  const client = useQueryClient();
  const { close } = useAdminSearch();
  const schema = z.object({
    name: z.string().check(z.refine((name) => name.trim() !== '', t`Give a name.`)),
  });
  return useRecordForm<V, R>({
    record: entry,
    values: entry ? options.toValues(entry) : options.empty,
    toValues: options.toValues,
    validate: schemaResolver(schema, { sync: true }) as never,
    save: (values, version, key) =>
      entry && version !== null ? options.update(entry.id, version, values) : options.create(values, key),
    reload: () => options.read(entry?.id ?? ''),
    onSaved: (saved) => {
      void client.invalidateQueries({ queryKey: stale });
      void client.invalidateQueries({ queryKey: referenceKeys.all });
      const { name } = saved;
      toastDone(t`${name} is saved.`);
      close(true);
    },
  });
}
