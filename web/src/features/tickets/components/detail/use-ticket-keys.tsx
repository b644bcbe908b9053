import { useLingui } from '@lingui/react/macro';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Ticket } from '@/api/types';
import { type Command, useCommands } from '@/lib/commands';
import { toastDone } from '@/lib/toast';
import { actionCommands } from '../actions/keys';
import { openAction } from '../actions/store';
import { useNeighbours } from '../queue/order';

interface Keys {
  ticket: Ticket;
  works: boolean;
  onTake: () => void;
  onReply: () => void;
  onNote: () => void;
  onWatch: () => void;
}

/** Keys of one ticket. */
export function useTicketKeys({ ticket, works, onTake, onReply, onNote, onWatch }: Keys): void {
  const { t } = useLingui();
  const navigate = useNavigate();
  const router = useRouter();
  const { previous, next } = useNeighbours(ticket.number);
  const work = useMemo((): Command[] => {
    if (!works) return [];
    const group = ticket.number;
    const one = [ticket];
    return [
      ...actionCommands({ of: 'ticket', group, tickets: one, onTake }),
      {
        id: 'ticket:team',
        title: t`Team…`,
        group,
        keys: 't',
        palette: false,
        run: () => openAction('assign', one),
      },
      {
        id: 'ticket:category',
        title: t`Category…`,
        group,
        keys: 'shift+t',
        run: () => openAction('category', one),
      },
      {
        id: 'ticket:reopen',
        title: t`Reopen…`,
        group,
        keys: 'shift+e',
        run: () => openAction('status', one, 'reopened'),
      },
      {
        id: 'ticket:link',
        title: t`Link to another ticket…`,
        group,
        keys: 'd',
        run: () => openAction('link', one),
      },
      { id: 'ticket:escalate', title: t`Escalate…`, group, run: () => openAction('escalate', one) },
      { id: 'ticket:note', title: t`Internal note`, group, keys: 'n', run: onNote },
    ];
  }, [ticket, works, onTake, onNote, t]);
  const always = useMemo((): Command[] => {
    const group = ticket.number;
    const go = (number: string | undefined) =>
      number && void navigate({ to: '/queue/$id', params: { id: number } });
    const copy = (text: string, said: string) =>
      void navigator.clipboard?.writeText(text).then(() => toastDone(said));
    return [
      { id: 'ticket:reply', title: t`Reply`, group, keys: 'r', run: onReply },
      { id: 'ticket:watch', title: t`Watch or stop watching`, group, keys: 'w', run: onWatch },
      { id: 'ticket:next', title: t`Next ticket of the list`, group, keys: 'shift+j', run: () => go(next) },
      {
        id: 'ticket:previous',
        title: t`Previous ticket of the list`,
        group,
        keys: 'shift+k',
        run: () => go(previous),
      },
      {
        id: 'ticket:back',
        title: t`Back to the list`,
        group,
        keys: 'backspace',
        run: () => (router.history.canGoBack() ? router.history.back() : void navigate({ to: '/queue' })),
      },
      {
        id: 'ticket:copy-number',
        title: t`Copy the number`,
        group,
        keys: 'y n',
        run: () => copy(ticket.number, t`Number copied`),
      },
      {
        id: 'ticket:copy-link',
        title: t`Copy the link`,
        group,
        keys: 'y l',
        run: () => copy(window.location.href, t`Link copied`),
      },
    ];
  }, [ticket.number, next, previous, navigate, router, onReply, onWatch, t]);
  useCommands(work);
  useCommands(always);
}
