import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import type { Ticket } from '@/api/types';
import { formatMoment, fullMoment } from '@/lib/time';
import { TYPE_LABELS } from '@/ui/labels';
import { IMPACT_LABELS, URGENCY_LABELS } from '../../labels';
import classes from './Detail.module.css';
import { Row } from './Row';

/** What does not change about a ticket, or changes by itself. */
export function Facts({ ticket }: { ticket: Ticket }) {
  const { t } = useLingui();
  const moment = (iso: string) => (
    <time dateTime={iso} title={fullMoment(iso)}>
      {formatMoment(iso)}
    </time>
  );
  return (
    <dl className={`${classes.props} ${classes.fixed}`}>
      <Row label={t`Requester`}>
        <Text size="sm">{ticket.requester.name}</Text>
      </Row>
      <Row label={t`Type`}>
        <Text size="sm">{t(TYPE_LABELS[ticket.type])}</Text>
      </Row>
      {ticket.impact && ticket.urgency && (
        <Row label={t`Effect`}>
          <Text size="sm">
            <Trans>
              {t(IMPACT_LABELS[ticket.impact])}, urgency {t(URGENCY_LABELS[ticket.urgency])}
            </Trans>
          </Text>
        </Row>
      )}
      <Row label={t`Raised`}>
        <Text size="sm">{moment(ticket.created_at)}</Text>
      </Row>
      {ticket.resolved_at && (
        <Row label={t`Resolved`}>
          <Text size="sm">{moment(ticket.resolved_at)}</Text>
        </Row>
      )}
      {ticket.reopen_count > 0 && (
        <Row label={t`Reopened`}>
          <Text size="sm">{ticket.reopen_count}×</Text>
        </Row>
      )}
    </dl>
  );
}
