import { Trans } from '@lingui/react/macro';
import { Badge } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useNow } from '@/lib/clock';
import { formatRelative, fullMoment } from '@/lib/time';
import { PersonChip } from '@/ui/PersonChip';
import type { Message } from '../../thread-model';
import classes from './Detail.module.css';
import { FileChips } from './FileChips';

/** One message; notes are tinted and locked, so that nobody takes one for a reply. */
export function MessageCard({ message, ticketId }: { message: Message; ticketId: string }) {
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
        <time dateTime={message.at} title={fullMoment(message.at)} className={classes.messageTime}>
          {formatRelative(message.at, now)}
          {message.editedAt && (
            <>
              {' · '}
              <Trans>edited</Trans>
            </>
          )}
        </time>
      </header>
      {message.body && <p className={classes.text}>{message.body}</p>}
      <FileChips ticketId={ticketId} files={message.files} />
    </article>
  );
}
