import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Delivery, outboxQuery } from '@/api/admin-ops';
import { formatMoment } from '@/lib/time';
import { ButtonLink } from '@/ui/links';
import type { DataColumn } from '@/ui/table/types';
import { AdminPage } from '../frame/AdminPage';
import { ListCard } from '../frame/ListCard';
import { ListPanel } from '../frame/ListPanel';
import { pagedList } from '../frame/sources';
import { useAdminSearch } from '../frame/use-admin-search';
import { DeliveryBadge } from './DeliveryBadge';
import { DeliveryDrawer } from './DeliveryDrawer';
import { DELIVERY_LABELS, DELIVERY_STATES } from './labels';

export function OutboxPage() {
  const { t } = useLingui();
  const { search, open } = useAdminSearch();
  const query = useInfiniteQuery(outboxQuery({ q: search.q, state: search.state }));
  return (
    <AdminPage
      title={t`Outbox`}
      lead={<Trans>Every mail of the desk. Without a mail server they are kept here to be read.</Trans>}
      actions={
        <ButtonLink variant="default" to={'/admin/suppressions' as never}>
          <Trans>Suppressed addresses</Trans>
        </ButtonLink>
      }
    >
      <ListPanel<Delivery>
        label={t`Mails`}
        source={pagedList(query)}
        columns={useColumns()}
        rowId={(mail) => mail.id}
        rowName={(mail) => mail.subject}
        onOpen={(mail) => open(mail.id)}
        card={(mail) => (
          <ListCard title={mail.subject} edit={mail.id} badges={<DeliveryBadge state={mail.state} />}>
            {mail.recipient_name} · {formatMoment(mail.created_at)}
          </ListCard>
        )}
        searchLabel={t`Search subject or address`}
        filters={[
          {
            key: 'state',
            label: t`Any state`,
            options: DELIVERY_STATES.map((value) => ({ value, label: t(DELIVERY_LABELS[value]) })),
          },
        ]}
        tone={tone}
        empty={{
          icon: IconMailForward,
          title: <Trans>No mail yet</Trans>,
          text: <Trans>As soon as something happens to a ticket, mails show up here.</Trans>,
        }}
      />
      <DeliveryDrawer />
    </AdminPage>
  );
}

function tone(mail: Delivery) {
  if (mail.state === 'failed') return 'breach';
  return mail.state === 'suppressed' || mail.ambiguous_sends > 0 ? 'warn' : undefined;
}

function useColumns(): DataColumn<Delivery>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      {
        id: 'at',
        header: t`Written`,
        width: '120px',
        cell: (mail) => <span className="numeric">{formatMoment(mail.created_at)}</span>,
      },
      { id: 'state', header: t`State`, width: '110px', cell: (mail) => <DeliveryBadge state={mail.state} /> },
      {
        id: 'subject',
        header: t`Subject`,
        width: 'minmax(260px, 2.4fr)',
        cell: (mail) => (
          <Text span size="sm" fw={500}>
            {mail.subject}
          </Text>
        ),
      },
      { id: 'to', header: t`To`, width: 'minmax(150px, 1fr)', cell: (mail) => mail.recipient_name },
      { id: 'attempts', header: t`Attempts`, width: '80px', align: 'end', cell: (mail) => mail.attempts },
    ],
    [t],
  );
}
