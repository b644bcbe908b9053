import { useQuery } from '@tanstack/react-query';
import { viewsQuery } from '@/api/queue';
import type { QueueSearch } from '@/lib/queue-search';
import { isSavedAlone, searchOf } from '../../search';

/** The address with a saved view written out; `ready` once it is known what to ask for. */
export function useSaved(search: QueueSearch) {
  const { data, isError } = useQuery({ ...viewsQuery(), enabled: search.saved !== undefined });
  const view = data?.items.find(({ id }) => id === search.saved);
  const alone = isSavedAlone(search);
  return {
    view,
    search: alone && view ? searchOf(view, search.sort) : search,
    ready: !alone || Boolean(view) || data !== undefined || isError,
    isChanged: Boolean(view) && !alone,
  };
}
