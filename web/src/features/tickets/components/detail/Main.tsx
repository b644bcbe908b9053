import { useLingui } from '@lingui/react/macro';
import { Tabs } from '@mantine/core';
import { type Ref, Suspense, useRef, useState } from 'react';
import type { Ticket } from '@/api/types';
import { CardsSkeleton } from '@/ui/Skeletons';
import { lazyPart } from '../../lazy-part';
import { TICKET_TABS, type TicketTab } from '../../tabs';
import classes from './Detail.module.css';
import type { Channel } from './ReplyComposer';
import { Resolution } from './Resolution';
import { Thread } from './Thread';
import { useTicketKeys } from './use-ticket-keys';
import { useWatching } from './use-watching';

/** The conversation is read first. */
const ReplyComposer = lazyPart(() => import('./ReplyComposer'), 'ReplyComposer');
const AuditTab = lazyPart(() => import('./AuditTab'), 'AuditTab');
const SlaTab = lazyPart(() => import('./SlaTab'), 'SlaTab');
const WhyTab = lazyPart(() => import('../why/WhyTab'), 'WhyTab');

interface MainProps {
  ticket: Ticket;
  name: string;
  works: boolean;
  onTake: () => void;
  tab: TicketTab | undefined;
  onTab: (tab: TicketTab | undefined) => void;
}

/** Conversation, reasons, clocks and audit of a ticket. */
export function Main({ ticket, name, works, onTake, tab = 'conversation', onTab }: MainProps) {
  const { t } = useLingui();
  const [channel, setChannel] = useState<Channel>('reply');
  const input = useRef<HTMLTextAreaElement>(null);
  const { toggle } = useWatching(ticket, name);
  const show = (next: string | null) => onTab(TICKET_TABS.find((one) => one === next));
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
        <Suspense fallback={<CardsSkeleton count={3} />}>
          <WhyTab ticket={ticket} name={name} />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="sla">
        <Suspense fallback={<CardsSkeleton count={3} />}>
          <SlaTab name={name} />
        </Suspense>
      </Tabs.Panel>
      {works && (
        <Tabs.Panel value="audit">
          <Suspense fallback={<CardsSkeleton count={3} />}>
            <AuditTab name={name} />
          </Suspense>
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
      <Thread ticket={ticket} name={name} works={works} />
      <Resolution ticket={ticket} />
      <Suspense fallback={<div className={classes.composerSpace} />}>
        <ReplyComposer
          ticket={ticket}
          name={name}
          channel={works ? channel : 'reply'}
          onChannel={works ? onChannel : undefined}
          inputRef={inputRef}
        />
      </Suspense>
    </>
  );
}
