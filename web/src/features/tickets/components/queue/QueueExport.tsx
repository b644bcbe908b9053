import { useMe } from '@/api/auth';
import { exportTickets } from '@/api/exports';
import type { QueueSearch } from '@/lib/queue-search';
import ExportMenu from '@/ui/ExportMenu';
import { listFilters } from '../../search';

/** The list as it is filtered, as a file. */
export function QueueExport({ search }: { search: QueueSearch }) {
  const me = useMe();
  return <ExportMenu name="tickets" fetchFile={(format) => exportTickets(listFilters(search, me), format)} />;
}
