import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconConfetti, IconInbox, IconSearchOff } from '@tabler/icons-react';
import type { QueueSearch, ViewName } from '@/lib/queue-search';
import { EmptyState } from '@/ui/EmptyState';
import { activeFilters } from '../../search';

interface Props {
  view: ViewName;
  search: QueueSearch;
  onClear: () => void;
}

/** Why there is no row, and the one thing to do about it. */
export function QueueEmpty({ view, search, onClear }: Props) {
  if (search.q || activeFilters(search).length > 0) {
    return (
      <EmptyState
        icon={IconSearchOff}
        title={<Trans>No ticket fits these filters</Trans>}
        text={<Trans>Take a filter away, or look in another view.</Trans>}
        action={
          <Button variant="light" onClick={onClear}>
            <Trans>Clear filters</Trans>
          </Button>
        }
      />
    );
  }
  if (view === 'mine') {
    return (
      <EmptyState
        icon={IconInbox}
        title={<Trans>Nothing is assigned to you</Trans>}
        text={<Trans>Take a ticket from “Unassigned”: press v, then 2.</Trans>}
      />
    );
  }
  if (view === 'breaching') {
    return (
      <EmptyState
        icon={IconConfetti}
        title={<Trans>Everything is on time</Trans>}
        text={<Trans>Tickets that come close to their target show up here.</Trans>}
      />
    );
  }
  return (
    <EmptyState
      icon={IconInbox}
      title={<Trans>Nothing here</Trans>}
      text={<Trans>New tickets appear by themselves.</Trans>}
    />
  );
}
