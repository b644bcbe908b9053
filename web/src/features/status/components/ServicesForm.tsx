import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Paper, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isApiError } from '@/api/errors';
import { addService, changeService, type StatusService, statusKeys } from '@/api/status';
import { useRequestKey } from '@/lib/request-key';
import { toastFailed } from '@/lib/toast';

/** Administrators say which services there are. */
export default function ServicesForm({ services }: { services: StatusService[] }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const renew = () => client.invalidateQueries({ queryKey: statusKeys.all });
  const toggle = useMutation({
    mutationFn: ({ service, active }: { service: StatusService; active: boolean }) =>
      changeService(service, { is_active: active }),
    onSettled: renew,
    onError: (error) => toastFailed(error, t`Your settings were not saved`),
  });
  return (
    <Paper withBorder p="lg" component="section">
      <Stack>
        <Title order={2} size="h3">
          <Trans>Which services are shown</Trans>
        </Title>
        {services.map((service) => (
          <Switch
            key={service.id}
            label={service.name}
            checked={service.is_active}
            onChange={(event) => toggle.mutate({ service, active: event.currentTarget.checked })}
          />
        ))}
        <NewService position={services.length} onDone={renew} />
      </Stack>
    </Paper>
  );
}

function NewService({ position, onDone }: { position: number; onDone: () => Promise<void> }) {
  const { t } = useLingui();
  const key = useRequestKey();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const input = { name: name.trim(), description: description.trim(), position };
  const add = useMutation({
    mutationFn: () => addService(input, key.of(input)),
    onSuccess: async () => {
      key.done();
      setName('');
      setDescription('');
      await onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (input.name) add.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="sm">
        <TextInput
          label={t`New service`}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t`What it is`}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={add.isPending} disabled={!input.name}>
          <Trans>Add</Trans>
        </Button>
      </Group>
      {isApiError(add.error) && (
        <Text size="sm" c="red" role="alert" mt="xs">
          {add.error.fieldErrors.name ?? add.error.message}
        </Text>
      )}
    </form>
  );
}
