import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Paper, Text } from '@mantine/core';
import { IconArrowBackUp, IconSend2 } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { type HeldReply, sendReplyNow, withdrawReply } from '@/api/composing';
import { useNow } from '@/lib/clock';
import { type Command, useCommands } from '@/lib/commands';
import { toastFailed } from '@/lib/toast';
import { refreshTickets } from '../../cache';
import classes from './Detail.module.css';

interface Props {
  ticketId: string;
  held: HeldReply[];
  onWithdrawn: (body: string) => void;
}

/** Replies that wait on the server for their seconds: taken back or sent at once from here. */
export function HeldReplies({ ticketId, held, onWithdrawn }: Props) {
  return held.map((reply) => (
    <Held key={reply.id} ticketId={ticketId} reply={reply} onWithdrawn={onWithdrawn} />
  ));
}

function Held({ ticketId, reply, onWithdrawn }: Omit<Props, 'held'> & { reply: HeldReply }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const now = useNow();
  const left = Math.max(0, Math.ceil((Date.parse(reply.send_at) - now) / 1_000));
  const renew = () => refreshTickets(client, [ticketId]);
  const { mutate: undo, isPending } = useMutation({
    mutationFn: () => withdrawReply(ticketId, reply.id),
    onSuccess: () => onWithdrawn(reply.body),
    onError: (error) => toastFailed(error, t`It could not be taken back`),
    onSettled: renew,
  });
  const send = useMutation({
    mutationFn: () => sendReplyNow(ticketId, reply.id),
    onError: (error) => toastFailed(error, t`Your message was not sent`),
    onSettled: renew,
  });
  // The server sends it by itself; soon after, the conversation is asked for again.
  const over = left === 0;
  useEffect(() => {
    if (!over) return;
    const timer = setInterval(() => refreshTickets(client, [ticketId]), 1_500);
    return () => clearInterval(timer);
  }, [over, client, ticketId]);
  const commands = useMemo(
    (): Command[] => [
      { id: 'reply:undo', title: t`Take the reply back`, group: t`Reply`, keys: 'u', run: () => undo() },
    ],
    [t, undo],
  );
  useCommands(commands);
  return (
    <Paper withBorder className={classes.held} role="status">
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          {over ? <Trans>Sending…</Trans> : <Trans>Sends in {left} s</Trans>}
        </Text>
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconArrowBackUp size={15} />}
            loading={isPending}
            onClick={() => undo()}
          >
            <Trans>Undo</Trans>
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconSend2 size={15} />}
            loading={send.isPending}
            onClick={() => send.mutate()}
          >
            <Trans>Send now</Trans>
          </Button>
        </Group>
      </Group>
      <Text size="sm" c="dimmed" lineClamp={2}>
        {reply.body}
      </Text>
    </Paper>
  );
}
