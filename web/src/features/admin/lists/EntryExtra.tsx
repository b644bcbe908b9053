import type { ListEntry } from '@/api/admin-lists';
import { referenceKeys } from '@/api/reference';
import { SwitchOffButton } from '../frame/SwitchOffButton';
import { useAdminSearch } from '../frame/use-admin-search';
import { useSwitchOff } from '../frame/use-switch-off';

interface Props {
  entry: ListEntry | null;
  of: {
    keys: { all: readonly string[] };
    remove: (id: string, version: number) => Promise<unknown>;
    update: (id: string, version: number, changes: { is_active: boolean }) => Promise<unknown>;
  };
  meaning: string;
}

/** Take an entry out of the forms, or put it back. */
export function EntryExtra({ entry, of, meaning }: Props) {
  const { close } = useAdminSearch();
  const access = useSwitchOff({
    off: of.remove,
    on: (id, version) => of.update(id, version, { is_active: true }),
    stale: [of.keys.all, referenceKeys.all],
    meaning,
    onDone: () => close(true),
  });
  if (!entry) return null;
  return (
    <SwitchOffButton
      active={entry.is_active}
      busy={access.busy}
      onOff={() => void access.deactivate(entry)}
      onOn={() => access.activate(entry)}
    />
  );
}
