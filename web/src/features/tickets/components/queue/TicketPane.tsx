import { Trans, useLingui } from '@lingui/react/macro';
import { useDebouncedValue } from '@mantine/hooks';
import { IconInbox } from '@tabler/icons-react';
import { useState } from 'react';
import type { TicketSummary } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import type { TicketTab } from '../../tabs';
import { TicketView } from '../detail/TicketView';
import classes from './Queue.module.css';

/** Moving through the list quickly does not fetch every ticket on the way. */
const SETTLED_MS = 180;

/** The ticket of the row the list is on, beside the list. */
export function TicketPane({ ticket }: { ticket: TicketSummary | null }) {
  const { t } = useLingui();
  const [number] = useDebouncedValue(ticket?.number, SETTLED_MS);
  const [tab, setTab] = useState<TicketTab | undefined>();
  return (
    <section className={classes.pane} aria-label={t`Ticket`}>
      {number ? (
        <TicketView key={number} id={number} tab={tab} onTab={setTab} beside />
      ) : (
        <EmptyState
          icon={IconInbox}
          title={<Trans>No ticket</Trans>}
          text={<Trans>Choose a row of the list.</Trans>}
        />
      )}
    </section>
  );
}
