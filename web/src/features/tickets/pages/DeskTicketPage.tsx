import { useLingui } from '@lingui/react/macro';
import { Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
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
import { ActionHost } from '../components/actions/ActionHost';
import { useChange } from '../components/actions/use-change';
import { ConflictNotice } from '../components/detail/ConflictNotice';
import classes from '../components/detail/Detail.module.css';
import { Main } from '../components/detail/Main';
import { PriorityRequests } from '../components/detail/PriorityRequests';
import { TicketHeader } from '../components/detail/TicketHeader';
import { lazyPart } from '../lazy-part';
import { worksOn } from '../rights';

const PropertiesDrawer = lazyPart(() => import('../components/detail/PropertiesDrawer'), 'PropertiesDrawer');
const Properties = lazyPart(() => import('../components/detail/Properties'), 'Properties');
const route = getRouteApi('/signed-in/desk/queue/$id');

/** One ticket as those who work it see it. */
export function DeskTicketPage() {
  const { id } = route.useParams();
  const { data: ticket, isPending, isError, error, refetch } = useQuery(ticketQuery(id));
  useWatchTicket(ticket?.id);
  const title = ticket ? `${ticket.number} ${ticket.title}` : id;
  useEffect(() => {
    document.title = `${title} · Madison88 IT`;
  }, [title]);
  if (isApiError(error, 404)) return <NotFoundPage />;
  return (
    <div className={classes.page}>
      {isPending && <ConversationSkeleton />}
      {isError && !ticket && <ErrorState error={error} onRetry={() => void refetch()} />}
      {ticket && <Body key={ticket.id} ticket={ticket} name={id} />}
    </div>
  );
}

function Body({ ticket, name }: { ticket: Ticket; name: string }) {
  const { t } = useLingui();
  const me = useMe();
  const works = worksOn(me, ticket);
  const wide = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false });
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
        onDetails={() => setDrawer(true)}
      />
      <ConflictNotice ticket={ticket} name={name} />
      {works && <PriorityRequests ticket={ticket} name={name} />}
      <div className={classes.columns}>
        <Main ticket={ticket} name={name} works={works} onTake={take} />
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
      <ActionHost />
    </Stack>
  );
}
