import { msg } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, Group, Skeleton, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import {
  createWebhook,
  removeWebhook,
  rotateSecret,
  updateWebhook,
  type Webhook,
  type WebhookEvent,
  webhookEventsQuery,
  webhookKeys,
} from '@/api/admin-webhooks';
import { isApiError } from '@/api/errors';
import { confirm } from '@/lib/confirm';
import { toastDone, toastFailed } from '@/lib/toast';

interface Props {
  hook: Webhook | null;
  onDone: () => void;
  onSecret: (secret: string) => void;
}

export function WebhookForm({ hook, onDone, onSecret }: Props) {
  const { t } = useLingui();
  const [name, setName] = useState(hook?.name ?? '');
  const [url, setUrl] = useState(hook?.url ?? 'https://');
  const [events, setEvents] = useState(hook?.events ?? []);
  const [isActive, setActive] = useState(hook?.is_active ?? true);
  const { save, rotate, askRemove } = useHookActions({ hook, onDone, onSecret });
  const errors = isApiError(save.error, 422) ? save.error.fieldErrors : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ name, url, events, is_active: isActive });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          label={t`Name`}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errors.name}
          maxLength={80}
          required
          data-autofocus
        />
        <TextInput
          label={t`Address`}
          description={t`A public https address; it is checked at every call.`}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
          error={errors.url}
          required
        />
        <EventBoxes value={events} onChange={setEvents} error={errors.events} />
        {hook && (
          <Switch
            label={t`On`}
            checked={isActive}
            onChange={(event) => setActive(event.currentTarget.checked)}
          />
        )}
        <Group justify="space-between">
          <Group gap="xs">
            <Button type="submit" loading={save.isPending}>
              <Trans>Save</Trans>
            </Button>
            <Button variant="subtle" color="gray" onClick={onDone}>
              <Trans>Cancel</Trans>
            </Button>
          </Group>
          {hook && (
            <Group gap="xs">
              <Button variant="default" loading={rotate.isPending} onClick={() => rotate.mutate(hook.id)}>
                <Trans>New secret</Trans>
              </Button>
              <Button variant="subtle" color="red" onClick={() => void askRemove(hook)}>
                <Trans>Remove</Trans>
              </Button>
            </Group>
          )}
        </Group>
      </Stack>
    </form>
  );
}

interface Values {
  name: string;
  url: string;
  events: string[];
  is_active: boolean;
}

function useHookActions({ hook, onDone, onSecret }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const finished = async () => {
    await client.invalidateQueries({ queryKey: webhookKeys.all });
    onDone();
  };
  const save = useMutation({
    mutationFn: async ({ is_active, ...rest }: Values) => {
      if (hook) return void (await updateWebhook(hook, { ...rest, is_active }));
      onSecret((await createWebhook(rest)).secret);
    },
    onSuccess: async () => {
      await finished();
      toastDone(t`Saved.`);
    },
    onError: (error) => !isApiError(error, 422) && toastFailed(error, t`The webhook was not saved`),
  });
  const rotate = useMutation({
    mutationFn: rotateSecret,
    onSuccess: async ({ secret }) => {
      onSecret(secret);
      await finished();
    },
    onError: (error) => toastFailed(error, t`The webhook kept its secret`),
  });
  const remove = useMutation({
    mutationFn: removeWebhook,
    onSuccess: finished,
    onError: (error) => toastFailed(error, t`The webhook was not removed`),
  });
  const askRemove = async (one: Webhook) => {
    const { name } = one;
    const agreed = await confirm({
      title: t`Remove ${name}?`,
      text: t`It hears nothing more, and its log goes.`,
      confirm: t`Remove`,
      cancel: t`Cancel`,
      danger: true,
    });
    if (agreed) remove.mutate(one);
  };
  return { save, rotate, askRemove };
}

interface EventProps {
  value: string[];
  onChange: (value: string[]) => void;
  error: string | undefined;
}

function EventBoxes({ value, onChange, error }: EventProps) {
  const { t } = useLingui();
  const { data, isPending } = useQuery(webhookEventsQuery());
  if (isPending) return <Skeleton h={180} />;
  return (
    <Checkbox.Group label={t`What it hears`} value={value} onChange={onChange} error={error} required>
      <Stack gap="md" mt="xs">
        {AREAS.map(({ label, fits }) => (
          <Stack key={label.id} gap={6} role="group" aria-label={t(label)}>
            <Text size="sm" fw={600} c="dimmed" aria-hidden>
              {t(label)}
            </Text>
            {data
              ?.filter((event) => fits.test(event.name))
              .map((event) => (
                <EventBox key={event.name} event={event} />
              ))}
          </Stack>
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

const AREAS = [
  { label: msg`Tickets`, fits: /^(?!change|asset)/ },
  { label: msg`Changes`, fits: /^change/ },
  { label: msg`Assets`, fits: /^asset/ },
];

function EventBox({ event }: { event: WebhookEvent }) {
  return (
    <Checkbox
      value={event.name}
      label={
        <>
          {event.title}{' '}
          <Text span size="xs" c="dimmed" ff="monospace">
            {event.name}
          </Text>
        </>
      }
    />
  );
}
