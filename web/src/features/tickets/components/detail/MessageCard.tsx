import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Badge } from '@mantine/core';
import { IconArrowsSplit2, IconLock } from '@tabler/icons-react';
import type { Ticket } from '@/api/types';
import { useNow } from '@/lib/clock';
import { formatRelative, fullMoment } from '@/lib/time';
import { PersonChip } from '@/ui/PersonChip';
import type { Message } from '../../thread-model';
import { openSplit } from '../merging/store';
import classes from './Detail.module.css';
import { FileChips } from './FileChips';

/** One message; notes are tinted and locked, so that nobody takes one for a reply. */
export function MessageCard({
  message,
  ticket,
  works,
}: {
  message: Message;
  ticket: Ticket;
  works: boolean;
}) {
  const { t } = useLingui();
  const now = useNow();
  return (
    <article
      className={classes.message}
      data-internal={message.isInternal || undefined}
      data-staff={message.isFromStaff || undefined}
    >
      <header className={classes.messageHead}>
        {message.author ? <PersonChip person={message.author} /> : <Trans>Service desk</Trans>}
        {message.isInternal && (
          <Badge color="yellow" variant="light" radius="sm" tt="none" leftSection={<IconLock size={12} />}>
            <Trans>Internal</Trans>
          </Badge>
        )}
        {message.isMerged && (
          <Badge variant="light" radius="sm" tt="none">
            <Trans>from a merged ticket</Trans>
          </Badge>
        )}
        <time dateTime={message.at} title={fullMoment(message.at)} className={classes.messageTime}>
          {formatRelative(message.at, now)}
          {message.editedAt && (
            <>
              {' · '}
              <Trans>edited</Trans>
            </>
          )}
        </time>
        {works && !message.isInternal && message.id !== ticket.id && message.body && (
          <ActionIcon
            size="sm"
            color="gray"
            aria-label={t`Split off a new ticket…`}
            title={t`Split off a new ticket…`}
            onClick={() => openSplit(ticket, message)}
          >
            <IconArrowsSplit2 size={15} />
          </ActionIcon>
        )}
      </header>
      {message.body && <p className={classes.text}>{message.body}</p>}
      <FileChips ticketId={ticket.id} files={message.files} />
    </article>
  );
}
