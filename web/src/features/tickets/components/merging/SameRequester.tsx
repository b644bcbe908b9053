import { Trans } from '@lingui/react/macro';
import { Stack, Text, UnstyledButton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { queueQuery } from '@/api/queue';
import type { TicketSummary } from '@/api/types';
import { rowsOf } from '../../cache';
import classes from '../detail/Detail.module.css';

const MOST = 5;

/** Other open tickets of who asked: what is merged most often. */
export function SameRequester({
  ticket,
  onPick,
}: {
  ticket: TicketSummary;
  onPick: (number: string) => void;
}) {
  const { data } = useInfiniteQuery(queueQuery({ view: 'queue', requester: ticket.requester.id }));
  const others = rowsOf(data)
    .filter(({ id }) => id !== ticket.id)
    .slice(0, MOST);
  if (others.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        <Trans>Also open for {ticket.requester.name}</Trans>
      </Text>
      <Stack gap={0}>
        {others.map(({ id, number, title }) => (
          <UnstyledButton key={id} className={classes.mention} onClick={() => onPick(number)}>
            <Text span size="sm" truncate>
              <span className="numeric">{number}</span> · {title}
            </Text>
          </UnstyledButton>
        ))}
      </Stack>
    </div>
  );
}
