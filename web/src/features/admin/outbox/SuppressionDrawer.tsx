import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconMailCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import {
  liftSuppression,
  type Suppression,
  type SuppressionInput,
  suppressAddress,
  suppressionsKey,
} from '@/api/admin-suppressions';
import { isApiError } from '@/api/errors';
import { formatMoment } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';
import { TextLink } from '@/ui/links';
import { EditDrawer } from '../frame/EditDrawer';
import { useAdminSearch } from '../frame/use-admin-search';
import { CAUSE_COLORS, CAUSE_LABELS } from './causes';

const REASON_MIN = 5;

export function SuppressionDrawer({ rows }: { rows: Suppression[] | undefined }) {
  const { t } = useLingui();
  return (
    <EditDrawer<Suppression>
      titles={{ create: t`Suppress an address`, edit: t`Suppressed address` }}
      rows={rows}
      rowId={(row) => row.id}
    >
      {(row) => (row ? <Suppressed row={row} /> : <NewSuppression />)}
    </EditDrawer>
  );
}

/** One address: why it gets no mail, what was not sent, and the way back. */
function Suppressed({ row }: { row: Suppression }) {
  const { t } = useLingui();
  const finish = useFinish();
  const at = formatMoment(row.suppressed_at);
  const { address } = row;
  const lift = useMutation({
    mutationFn: () => liftSuppression(row.id),
    onSuccess: () => finish(t`Mail goes to ${address} again.`),
    onError: (error) => toastFailed(error, t`It stays suppressed`),
  });
  return (
    <Stack gap="md" pb="lg">
      <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
        {address}
      </Text>
      <Alert color={CAUSE_COLORS[row.cause]} title={t(CAUSE_LABELS[row.cause])}>
        {row.detail || <Trans>Nothing more was said.</Trans>}
      </Alert>
      <Text size="sm">
        {row.added_by ? (
          <Trans>
            {row.added_by} suppressed it on {at}.
          </Trans>
        ) : (
          <Trans>The mail server said so on {at}.</Trans>
        )}
      </Text>
      <Group gap="md">
        {row.delivery_id && (
          <TextLink to={'/admin/outbox' as never} search={{ edit: row.delivery_id } as never}>
            <Trans>The mail that came back</Trans>
          </TextLink>
        )}
        <TextLink to={'/admin/outbox' as never} search={{ state: 'suppressed', q: address } as never}>
          <Trans>Mails that were not sent</Trans>
        </TextLink>
      </Group>
      <Text size="sm" c="dimmed">
        <Trans>
          Lift it when the mailbox exists again. Mails that were not sent can then be sent from the outbox.
        </Trans>
      </Text>
      <Group>
        <Button
          leftSection={<IconMailCheck size={16} />}
          loading={lift.isPending}
          onClick={() => lift.mutate()}
        >
          <Trans>Let mail through again</Trans>
        </Button>
      </Group>
    </Stack>
  );
}

function NewSuppression() {
  const { t } = useLingui();
  const finish = useFinish();
  const [values, setValues] = useState<SuppressionInput>({ address: '', reason: '' });
  const add = useMutation({
    mutationFn: suppressAddress,
    onSuccess: ({ address }) => finish(t`No more mail goes to ${address}.`),
    onError: (error) => !isApiError(error, 422) && toastFailed(error, t`The address was not suppressed`),
  });
  const errors = isApiError(add.error, 422) ? add.error.fieldErrors : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ address: values.address.trim(), reason: values.reason.trim() });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          type="email"
          label={t`Address`}
          value={values.address}
          onChange={(event) => setValues({ ...values, address: event.currentTarget.value })}
          error={errors.address}
          maxLength={254}
          required
          data-autofocus
        />
        <Textarea
          label={t`Why it gets no more mail`}
          description={t`Whoever looks into the outbox reads it.`}
          value={values.reason}
          onChange={(event) => setValues({ ...values, reason: event.currentTarget.value })}
          error={errors.reason}
          maxLength={200}
          autosize
          minRows={2}
          required
        />
        <Group>
          <Button
            type="submit"
            loading={add.isPending}
            disabled={values.reason.trim().length < REASON_MIN || !values.address.trim()}
          >
            <Trans>Suppress</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function useFinish() {
  const client = useQueryClient();
  const { close } = useAdminSearch();
  return (message: string) => {
    toastDone(message);
    close(true);
    return client.invalidateQueries({ queryKey: suppressionsKey });
  };
}
