import { useLingui } from '@lingui/react/macro';
import { useMe } from '@/api/auth';
import { exportTickets, exportTime } from '@/api/exports';
import type { QueueSearch } from '@/lib/queue-search';
import ExportMenu from '@/ui/ExportMenu';
import { listFilters } from '../../search';

/** The list as it is filtered, or the time spent on its tickets, as a file. */
export function QueueExport({ search }: { search: QueueSearch }) {
  const me = useMe();
  const { t } = useLingui();
  const filters = listFilters(search, me);
  return (
    <ExportMenu
      name="tickets"
      fetchFile={(format) => exportTickets(filters, format)}
      more={{
        title: t`Time spent, entry by entry`,
        name: 'time-entries',
        fetchFile: (format) => exportTime(filters, format),
      }}
    />
  );
}
