import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, Group, Paper, SimpleGrid, Stack, Textarea, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isApiError } from '@/api/errors';
import { createPost, type PostInput, type PostKind, type StatusService, statusKeys } from '@/api/status';
import { useRequestKey } from '@/lib/request-key';
import { toastDone, toastFailed } from '@/lib/toast';
import { Choice } from '@/ui/Choice';
import { isoOf, MIN_WORDS } from '../model';

interface Values {
  kind: PostKind;
  title: string;
  body: string;
  impact: 'degraded' | 'down';
  serviceIds: string[];
  starts: string;
  ends: string;
  next: string;
  ticket: string;
}

const EMPTY: Values = {
  kind: 'incident',
  title: '',
  body: '',
  impact: 'degraded',
  serviceIds: [],
  starts: '',
  ends: '',
  next: '',
  ticket: '',
};

/** Only what the kind has goes along: an incident has an impact and a ticket, a maintenance an end. */
function toInput(values: Values): PostInput {
  const incident = values.kind === 'incident';
  return {
    kind: values.kind,
    title: values.title.trim(),
    body: values.body.trim(),
    impact: incident ? values.impact : null,
    service_ids: values.serviceIds,
    starts_at: isoOf(values.starts),
    ends_at: incident ? null : isoOf(values.ends),
    next_update_at: isoOf(values.next),
    ticket: incident && values.ticket.trim() ? values.ticket.trim() : null,
  };
}

/** A new incident, maintenance or announcement. */
export default function PostForm({ services, onDone }: { services: StatusService[]; onDone: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const key = useRequestKey();
  const [values, setValues] = useState(EMPTY);
  const patch = (changes: Partial<Values>) => setValues((old) => ({ ...old, ...changes }));
  const input = toInput(values);
  const save = useMutation({
    mutationFn: () => createPost(input, key.of(input)),
    onSuccess: async () => {
      key.done();
      await client.invalidateQueries({ queryKey: statusKeys.all });
      toastDone(t`Everybody sees it now.`);
      onDone();
    },
    onError: (error) => {
      if (!isApiError(error, 422)) toastFailed(error, t`The news was not posted`);
    },
  });
  const errors = isApiError(save.error, 422) ? save.error.fieldErrors : {};
  const enough = input.title.length >= MIN_WORDS && input.body.length >= MIN_WORDS;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (enough) save.mutate();
  };
  return (
    <Paper withBorder p="lg" component="form" onSubmit={submit} noValidate>
      <Stack>
        <Title order={2} size="h3">
          <Trans>What should everybody know?</Trans>
        </Title>
        <Choice
          label={t`Kind`}
          value={values.kind}
          onChange={(kind: PostKind) => patch({ kind })}
          options={[
            { value: 'incident', label: t`Incident` },
            { value: 'maintenance', label: t`Maintenance` },
            { value: 'announcement', label: t`Announcement` },
          ]}
        />
        <TextInput
          label={t`Title`}
          value={values.title}
          onChange={(event) => patch({ title: event.currentTarget.value })}
          error={errors.title}
          maxLength={200}
          autoFocus
        />
        <Textarea
          label={t`What people should know`}
          value={values.body}
          onChange={(event) => patch({ body: event.currentTarget.value })}
          error={errors.body}
          autosize
          minRows={3}
          maxLength={4_000}
        />
        <Checkbox.Group
          label={t`Services`}
          value={values.serviceIds}
          onChange={(serviceIds) => patch({ serviceIds })}
          error={errors.service_ids}
        >
          <SimpleGrid cols={{ base: 1, xs: 2 }} mt="xs" spacing="xs">
            {services
              .filter((service) => service.is_active)
              .map((service) => (
                <Checkbox key={service.id} value={service.id} label={service.name} />
              ))}
          </SimpleGrid>
        </Checkbox.Group>
        {values.kind === 'incident' ? (
          <OfIncident values={values} patch={patch} errors={errors} />
        ) : (
          <Period values={values} patch={patch} errors={errors} />
        )}
        <Group gap="xs">
          <Button type="submit" loading={save.isPending} disabled={!enough}>
            <Trans>Post it</Trans>
          </Button>
          <Button variant="subtle" color="gray" onClick={onDone}>
            <Trans>Cancel</Trans>
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

interface PartProps {
  values: Values;
  patch: (changes: Partial<Values>) => void;
  errors: Record<string, string>;
}

function OfIncident({ values, patch, errors }: PartProps) {
  const { t } = useLingui();
  return (
    <>
      <Choice
        label={t`What it does`}
        value={values.impact}
        onChange={(impact: Values['impact']) => patch({ impact })}
        options={[
          { value: 'degraded', label: t`Has trouble` },
          { value: 'down', label: t`Down` },
        ]}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          label={t`Ticket behind it`}
          description={t`Its number; requesters do not see it.`}
          value={values.ticket}
          onChange={(event) => patch({ ticket: event.currentTarget.value })}
          error={errors.ticket}
          maxLength={64}
        />
        <TextInput
          type="datetime-local"
          label={t`Next news by`}
          description={t`In the time of this computer.`}
          value={values.next}
          onChange={(event) => patch({ next: event.currentTarget.value })}
          error={errors.next_update_at}
        />
      </SimpleGrid>
    </>
  );
}

function Period({ values, patch, errors }: PartProps) {
  const { t } = useLingui();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <TextInput
        type="datetime-local"
        label={t`Begins`}
        value={values.starts}
        onChange={(event) => patch({ starts: event.currentTarget.value })}
        error={errors.starts_at}
      />
      <TextInput
        type="datetime-local"
        label={t`Ends`}
        value={values.ends}
        onChange={(event) => patch({ ends: event.currentTarget.value })}
        error={errors.ends_at}
      />
    </SimpleGrid>
  );
}
