import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { cancelLeave, type Leave, planLeave, presenceKeys } from '@/api/presence';
import { useRequestKey } from '@/lib/request-key';
import { formatMoment } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';

interface Props {
  leaves: Leave[];
  /** Whose leave; undefined is one's own. */
  userId?: string;
  mayPlan: boolean;
  note?: ReactNode;
}

/** Leave that stands, each with a way to cancel it, and a line to plan more. */
export function LeaveEditor({ leaves, userId, mayPlan, note }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: cancelLeave,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: presenceKeys.all });
      toastDone(t`Leave is cancelled.`);
    },
    onError: (error) => toastFailed(error, t`Leave was not cancelled`),
  });
  return (
    <Stack gap="xs">
      {leaves.length === 0 && (
        <Text size="sm" c="dimmed">
          <Trans>No leave is planned.</Trans>
        </Text>
      )}
      {leaves.map((leave) => (
        <Group key={leave.id} justify="space-between" wrap="nowrap">
          <Text size="sm">
            {formatMoment(leave.starts_at)} – {formatMoment(leave.ends_at)}
            {leave.reason && (
              <Text span c="dimmed">
                {' '}
                {leave.reason}
              </Text>
            )}
          </Text>
          {mayPlan && (
            <ActionIcon
              color="red"
              aria-label={t`Cancel leave from ${formatMoment(leave.starts_at)}`}
              loading={cancel.isPending && cancel.variables.id === leave.id}
              onClick={() => cancel.mutate(leave)}
            >
              <IconX size={17} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {note && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
      {mayPlan && <PlanLeave {...(userId ? { userId } : {})} />}
    </Stack>
  );
}

function PlanLeave({ userId }: { userId?: string }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const once = useRequestKey();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const plan = useMutation({
    mutationFn: () => {
      const body = {
        starts_at: new Date(from).toISOString(),
        ends_at: new Date(to).toISOString(),
        reason: reason.trim(),
        ...(userId ? { user_id: userId } : {}),
      };
      return planLeave(body, once.of(body));
    },
    onSuccess: async () => {
      once.done();
      setFrom('');
      setTo('');
      setReason('');
      await client.invalidateQueries({ queryKey: presenceKeys.all });
      toastDone(t`Leave is planned.`);
    },
    onError: (error) => toastFailed(error, t`Leave was not planned`),
  });
  const late = from !== '' && to !== '' && to <= from;
  return (
    <Group align="flex-end" gap="xs">
      <TextInput
        type="datetime-local"
        label={t`From`}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        label={t`Back at work`}
        value={to}
        error={late ? t`Must be later` : undefined}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <TextInput
        label={t`Reason`}
        description={t`For them and their manager only`}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        flex="1 1 180px"
      />
      <Button
        variant="light"
        disabled={!from || !to || late}
        loading={plan.isPending}
        onClick={() => plan.mutate()}
      >
        <Trans>Plan leave</Trans>
      </Button>
    </Group>
  );
}
