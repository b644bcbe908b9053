import { useLingui } from '@lingui/react/macro';
import { Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import { useMe } from '@/api/auth';
import { isApiError } from '@/api/errors';
import { ticketQuery } from '@/api/tickets';
import type { Ticket } from '@/api/types';
import { NotFoundPage } from '@/app/errors/NotFoundPage';
import { useWatchTicket } from '@/lib/live-rooms';
import { ErrorState } from '@/ui/ErrorState';
import { useOnceWanted } from '@/ui/first-use';
import { CardsSkeleton, ConversationSkeleton } from '@/ui/Skeletons';
import { lazyPart } from '../../lazy-part';
import { worksOn } from '../../rights';
import type { TicketTab } from '../../tabs';
import { ActionHost } from '../actions/ActionHost';
import { useChange } from '../actions/use-change';
import { ConflictNotice } from './ConflictNotice';
import classes from './Detail.module.css';
import { Main } from './Main';
import { PriorityRequests } from './PriorityRequests';
import { TicketHeader } from './TicketHeader';

const PropertiesDrawer = lazyPart(() => import('./PropertiesDrawer'), 'PropertiesDrawer');
const Properties = lazyPart(() => import('./Properties'), 'Properties');

export interface TicketViewProps {
  /** Id or number. */
  id: string;
  tab: TicketTab | undefined;
  onTab: (tab: TicketTab | undefined) => void;
  /** Beside a list: properties open in a drawer, the page keeps its own title. */
  beside?: boolean;
}

/** One ticket as those who work it see it. */
export function TicketView({ id, beside = false, ...tabs }: TicketViewProps) {
  const { data: ticket, isPending, isError, error, refetch } = useQuery(ticketQuery(id));
  useWatchTicket(ticket?.id);
  const title = ticket ? `${ticket.number} ${ticket.title}` : id;
  useEffect(() => {
    if (!beside) document.title = `${title} · Madison88 IT`;
  }, [title, beside]);
  if (isApiError(error, 404)) return <NotFoundPage />;
  return (
    <div className={classes.page}>
      {isPending && <ConversationSkeleton />}
      {isError && !ticket && <ErrorState error={error} onRetry={() => void refetch()} />}
      {ticket && <Body key={ticket.id} ticket={ticket} name={id} beside={beside} {...tabs} />}
    </div>
  );
}

interface BodyProps extends Omit<TicketViewProps, 'id'> {
  ticket: Ticket;
  name: string;
}

function Body({ ticket, name, beside = false, tab, onTab }: BodyProps) {
  const { t } = useLingui();
  const me = useMe();
  const works = worksOn(me, ticket);
  const fits = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false });
  const wide = fits && !beside;
  const [drawer, setDrawer] = useState(false);
  const drawerUsed = useOnceWanted(drawer);
  const { mutate } = useChange();
  const take = () => mutate({ tickets: [ticket], change: { kind: 'assign', assign: { assignee_id: 'me' } } });
  const properties = (
    <Suspense fallback={<CardsSkeleton count={3} />}>
      <Properties ticket={ticket} name={name} works={works} />
    </Suspense>
  );
  return (
    <Stack gap="md">
      <TicketHeader
        ticket={ticket}
        works={works}
        isMine={ticket.assignee?.id === me.id}
        onTake={take}
        onDetails={wide ? undefined : () => setDrawer(true)}
        beside={beside}
      />
      <ConflictNotice ticket={ticket} name={name} />
      {works && <PriorityRequests ticket={ticket} name={name} />}
      <div className={wide ? classes.columns : undefined}>
        <Main ticket={ticket} name={name} works={works} onTake={take} tab={tab} onTab={onTab} />
        {wide && (
          <aside className={classes.side} aria-label={t`Properties`}>
            {properties}
          </aside>
        )}
      </div>
      <Suspense>
        {!wide && drawerUsed && (
          <PropertiesDrawer opened={drawer} onClose={() => setDrawer(false)}>
            {properties}
          </PropertiesDrawer>
        )}
      </Suspense>
      {!beside && <ActionHost />}
    </Stack>
  );
}
