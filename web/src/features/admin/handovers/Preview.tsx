import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type Forecast,
  type HandoverOffer,
  handoverKeys,
  previewQuery,
  startHandover,
} from '@/api/handovers';
import { useRequestKey } from '@/lib/request-key';
import { toastDone, toastFailed } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import { PriorityChip } from '@/ui/PriorityChip';
import { RowsSkeleton } from '@/ui/Skeletons';

interface Props {
  offer: HandoverOffer;
  onDone: () => void;
}

/** Each ticket with who would get it; those that are ticked are handed over. */
export function Preview({ offer, onDone }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const once = useRequestKey();
  const { data, error, refetch } = useQuery({ ...previewQuery(offer.user.id), refetchOnMount: 'always' });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState(offer.why === 'deactivated' ? t`Left the company` : t`On leave`);
  const chosen = data?.filter(({ id }) => !left.has(id)) ?? [];
  const count = chosen.length;
  const start = useMutation({
    mutationFn: () => {
      const body = { user_id: offer.user.id, ticket_ids: chosen.map(({ id }) => id), reason: reason.trim() };
      return startHandover(body, once.of(body));
    },
    onSuccess: async () => {
      once.done();
      await client.invalidateQueries({ queryKey: handoverKeys.all });
      toastDone(t`The tickets are on their way.`);
      onDone();
    },
    onError: (failure) => toastFailed(failure, t`Nothing was handed over`),
  });
  const toggle = (id: string) =>
    setLeft((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowsSkeleton />;
  return (
    <Stack gap="md">
      <Totals chosen={chosen} />
      <Stack gap={0} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {data.map((ticket) => (
          <Line
            key={ticket.id}
            ticket={ticket}
            taken={!left.has(ticket.id)}
            onToggle={() => toggle(ticket.id)}
          />
        ))}
      </Stack>
      <Group align="flex-end">
        <TextInput
          label={t`Reason`}
          description={t`The new assignees read it.`}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
          flex="1 1 200px"
        />
        <Button
          disabled={count === 0 || reason.trim().length < 3}
          loading={start.isPending}
          onClick={() => start.mutate()}
        >
          <Trans>Hand over {count}</Trans>
        </Button>
      </Group>
    </Stack>
  );
}

function Totals({ chosen }: { chosen: Forecast[] }) {
  const { t } = useLingui();
  const totals = new Map<string, number>();
  for (const { to } of chosen) {
    const name = to?.name ?? t`the team’s queue`;
    totals.set(name, (totals.get(name) ?? 0) + 1);
  }
  return (
    <Group gap="xs" aria-live="polite">
      {[...totals].map(([name, count]) => (
        <Badge key={name} variant="light" tt="none" size="lg" radius="sm">
          {name}: {count}
        </Badge>
      ))}
    </Group>
  );
}

function Line({ ticket, taken, onToggle }: { ticket: Forecast; taken: boolean; onToggle: () => void }) {
  const { number, title } = ticket;
  const to = ticket.to?.name;
  return (
    <Group component="li" wrap="nowrap" align="flex-start" py="xs" gap="sm">
      <Checkbox checked={taken} onChange={onToggle} aria-label={number} mt={2} />
      <PriorityChip priority={ticket.priority} />
      <div style={{ minWidth: 0, flex: 1 }}>
        <Text size="sm" truncate>
          <b className="numeric">{number}</b> {title}
        </Text>
        <Text size="sm">
          {to ? (
            <Trans>
              → <b>{to}</b>
            </Trans>
          ) : (
            <Trans>→ waits in the queue</Trans>
          )}
        </Text>
        <Text size="xs" c="dimmed">
          {ticket.why}
        </Text>
      </div>
    </Group>
  );
}
