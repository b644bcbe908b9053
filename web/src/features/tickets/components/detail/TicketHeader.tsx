import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, Text, Title } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowLeft,
  IconCheck,
  IconLayoutSidebarRight,
  IconUserCheck,
} from '@tabler/icons-react';
import type { Ticket } from '@/api/types';
import { TextLink } from '@/ui/links';
import { PriorityChip } from '@/ui/PriorityChip';
import { StatusChip } from '@/ui/StatusChip';
import { isOpen, reachable } from '../../moves';
import { holds } from '../../sla-model';
import { openAction } from '../actions/store';
import { Marks } from '../queue/Marks';
import { ClockBadge } from './ClockBadge';
import classes from './Detail.module.css';
import { MoreMenu } from './MoreMenu';
import { PromiseMark } from './PromiseMark';

interface Props {
  ticket: Ticket;
  works: boolean;
  isMine: boolean;
  onTake: () => void;
  /** Opens the properties where there is no room for them beside the conversation. */
  onDetails: (() => void) | undefined;
  /** Beside a list there is no way back to it. */
  beside: boolean;
}

export function TicketHeader({ ticket, works, isMine, onTake, onDetails, beside }: Props) {
  return (
    <header>
      <Group justify="space-between" mb={6} wrap="nowrap">
        {!beside && (
          <TextLink to="/queue" size="sm" className={classes.back}>
            <IconArrowLeft size={16} aria-hidden /> <Trans>Queue</Trans>
          </TextLink>
        )}
        <Text size="sm" c="dimmed" className="numeric">
          {ticket.number}
        </Text>
      </Group>
      <Group justify="space-between" align="flex-start" gap="sm" mb="sm">
        <Title order={1} className={classes.title} flex="1 1 300px">
          {ticket.title}
        </Title>
        <Actions ticket={ticket} works={works} isMine={isMine} onTake={onTake} onDetails={onDetails} />
      </Group>
      <Facts ticket={ticket} />
    </header>
  );
}

function Facts({ ticket }: { ticket: Ticket }) {
  return (
    <div className={classes.facts}>
      <StatusChip status={ticket.status} />
      <PriorityChip priority={ticket.priority} withLabel />
      <Marks ticket={ticket} />
      <ClockBadge metric="response" ticket={ticket} />
      <ClockBadge metric="resolution" ticket={ticket} />
      {holds(ticket.sla.promise) && <PromiseMark promise={ticket.sla.promise} />}
      <Text size="sm" c="dimmed">
        <Trans>for {ticket.requester.name}</Trans> · {ticket.team?.name ?? <Trans>no team</Trans>} ·{' '}
        {ticket.assignee?.name ?? <Trans>nobody yet</Trans>}
      </Text>
    </div>
  );
}

function Actions({ ticket, works, isMine, onTake, onDetails }: Omit<Props, 'beside'>) {
  const { t } = useLingui();
  const canResolve = works && reachable(ticket.status).includes('resolved');
  const canReopen = works && reachable(ticket.status).includes('reopened');
  return (
    <Group gap="xs">
      {works && !isMine && isOpen(ticket.status) && (
        <Button variant="default" leftSection={<IconUserCheck size={17} />} onClick={onTake}>
          <Trans>Assign to me</Trans>
        </Button>
      )}
      {canResolve && (
        <Button
          leftSection={<IconCheck size={17} />}
          onClick={() => openAction('status', [ticket], 'resolved')}
        >
          <Trans>Resolve</Trans>
        </Button>
      )}
      {canReopen && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={17} />}
          onClick={() => openAction('status', [ticket], 'reopened')}
        >
          <Trans>Reopen</Trans>
        </Button>
      )}
      {works && <MoreMenu ticket={ticket} isMine={isMine} />}
      {onDetails && (
        <ActionIcon variant="default" size={36} aria-label={t`Properties`} onClick={onDetails}>
          <IconLayoutSidebarRight size={19} />
        </ActionIcon>
      )}
    </Group>
  );
}
