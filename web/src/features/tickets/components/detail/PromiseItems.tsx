import { Trans } from '@lingui/react/macro';
import { Menu } from '@mantine/core';
import { IconCalendarCheck, IconCalendarX } from '@tabler/icons-react';
import { useCan } from '@/api/auth';
import type { Ticket } from '@/api/types';
import { isOpen } from '../../moves';
import { holds } from '../../sla-model';
import { openAction } from '../actions/store';

/** What a manager may do about a promised date. */
export function PromiseItems({ ticket }: { ticket: Ticket }) {
  const promises = useCan('tickets.override_sla');
  if (!promises) return null;
  return (
    <>
      {isOpen(ticket.status) && (
        <Menu.Item
          leftSection={<IconCalendarCheck size={16} />}
          onClick={() => openAction('promise', [ticket])}
        >
          <Trans>Promise a date…</Trans>
        </Menu.Item>
      )}
      {holds(ticket.sla.promise) && (
        <Menu.Item
          leftSection={<IconCalendarX size={16} />}
          onClick={() => openAction('withdraw_promise', [ticket])}
        >
          <Trans>Take the promise back…</Trans>
        </Menu.Item>
      )}
    </>
  );
}
