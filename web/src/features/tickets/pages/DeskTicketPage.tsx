import { useLingui } from '@lingui/react/macro';
import { Drawer, Stack, Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type Ref, useEffect, useRef, useState } from 'react';
import { useMe } from '@/api/auth';
import { isApiError } from '@/api/errors';
import { ticketQuery } from '@/api/tickets';
import type { Ticket } from '@/api/types';
import { NotFoundPage } from '@/app/errors/NotFoundPage';
import { useWatchTicket } from '@/lib/live-rooms';
import { ErrorState } from '@/ui/ErrorState';
import { ConversationSkeleton } from '@/ui/Skeletons';
import { ActionHost } from '../components/actions/ActionHost';
import { useChange } from '../components/actions/use-change';
import { AuditTab } from '../components/detail/AuditTab';
import { ConflictNotice } from '../components/detail/ConflictNotice';
import classes from '../components/detail/Detail.module.css';
import { PriorityRequests } from '../components/detail/PriorityRequests';
import { Properties } from '../components/detail/Properties';
import { type Channel, ReplyComposer } from '../components/detail/ReplyComposer';
import { Resolution } from '../components/detail/Resolution';
import { SlaTab } from '../components/detail/SlaTab';
import { Thread } from '../components/detail/Thread';
import { TicketHeader } from '../components/detail/TicketHeader';
import { useTicketKeys } from '../components/detail/use-ticket-keys';
import { useWatching } from '../components/detail/WatcherList';
import { WhyTab } from '../components/why/WhyTab';
import { worksOn } from '../rights';
import { TICKET_TABS } from '../tabs';

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
  const { mutate } = useChange();
  const take = () => mutate({ tickets: [ticket], change: { kind: 'assign', assign: { assignee_id: 'me' } } });
  const properties = <Properties ticket={ticket} name={name} works={works} />;
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
      {!wide && (
        <Drawer
          opened={drawer}
          onClose={() => setDrawer(false)}
          position="right"
          size="min(360px, 100vw)"
          title={t`Properties`}
          closeButtonProps={{ 'aria-label': t`Close` }}
        >
          {properties}
        </Drawer>
      )}
      <ActionHost />
    </Stack>
  );
}

interface MainProps {
  ticket: Ticket;
  name: string;
  works: boolean;
  onTake: () => void;
}

function Main({ ticket, name, works, onTake }: MainProps) {
  const { t } = useLingui();
  const { tab = 'conversation' } = route.useSearch();
  const navigate = route.useNavigate();
  const [channel, setChannel] = useState<Channel>('reply');
  const input = useRef<HTMLTextAreaElement>(null);
  const { toggle } = useWatching(ticket, name);
  const show = (next: string | null) =>
    void navigate({ search: { tab: TICKET_TABS.find((one) => one === next) }, replace: true });
  const write = (next: Channel) => {
    setChannel(next);
    show('conversation');
    // The box of the other channel is drawn first.
    setTimeout(() => input.current?.focus());
  };
  useTicketKeys({
    ticket,
    works,
    onTake,
    onReply: () => write('reply'),
    onNote: () => write('note'),
    onWatch: toggle,
  });
  return (
    <Tabs value={tab} onChange={show} keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="conversation">{t`Conversation`}</Tabs.Tab>
        <Tabs.Tab value="why">{t`Why?`}</Tabs.Tab>
        <Tabs.Tab value="sla">{t`Clocks`}</Tabs.Tab>
        {works && <Tabs.Tab value="audit">{t`Audit`}</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="conversation">
        <Talk
          ticket={ticket}
          name={name}
          works={works}
          channel={channel}
          onChannel={setChannel}
          inputRef={input}
        />
      </Tabs.Panel>
      <Tabs.Panel value="why">
        <WhyTab ticket={ticket} name={name} />
      </Tabs.Panel>
      <Tabs.Panel value="sla">
        <SlaTab name={name} />
      </Tabs.Panel>
      {works && (
        <Tabs.Panel value="audit">
          <AuditTab name={name} />
        </Tabs.Panel>
      )}
    </Tabs>
  );
}

interface TalkProps {
  ticket: Ticket;
  name: string;
  works: boolean;
  channel: Channel;
  onChannel: (channel: Channel) => void;
  inputRef: Ref<HTMLTextAreaElement>;
}

function Talk({ ticket, name, works, channel, onChannel, inputRef }: TalkProps) {
  return (
    <>
      <Thread ticket={ticket} name={name} />
      <Resolution ticket={ticket} />
      <ReplyComposer
        ticket={ticket}
        channel={works ? channel : 'reply'}
        onChannel={works ? onChannel : undefined}
        inputRef={inputRef}
      />
    </>
  );
}
