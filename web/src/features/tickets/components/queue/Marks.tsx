import { useLingui } from '@lingui/react/macro';
import { IconFlag3Filled, IconRouteOff } from '@tabler/icons-react';
import type { TicketSummary } from '@/api/types';
import classes from './Queue.module.css';

/** What is out of the ordinary about a ticket, as small signs beside its title. */
export function Marks({ ticket }: { ticket: TicketSummary }) {
  const { t } = useLingui();
  return (
    <>
      {ticket.is_escalated && (
        <IconFlag3Filled
          size={15}
          color="var(--itsm-breach)"
          role="img"
          aria-label={t`Escalated`}
          className={classes.mark}
        />
      )}
      {ticket.is_unrouted && (
        <IconRouteOff
          size={15}
          color="var(--itsm-warn)"
          role="img"
          aria-label={t`No rule routed it`}
          className={classes.mark}
        />
      )}
    </>
  );
}
