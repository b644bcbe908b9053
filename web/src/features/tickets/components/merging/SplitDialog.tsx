import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, SimpleGrid, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { isApiError } from '@/api/errors';
import { splitComment } from '@/api/merging';
import { referenceQuery } from '@/api/reference';
import type { TicketSummary } from '@/api/types';
import { toastDone } from '@/lib/toast';
import { refreshTickets } from '../../cache';
import { ActionModal } from '../actions/ActionModal';
import { closeAction } from '../actions/store';
import { useSplitting } from './store';

const TITLE_MAX = 80;

/** The first line, shortened: what the new ticket may be called. */
const titleFrom = (body: string): string => (body.split('\n')[0] ?? '').trim().slice(0, TITLE_MAX);

/** Make a message a ticket of its own; it is raised like every other, and linked to this one. */
export function SplitDialog({ ticket }: { ticket: TicketSummary }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: reference } = useQuery(referenceQuery());
  const message = useSplitting((state) => state.message);
  const [values, setValues] = useState({
    title: titleFrom(message?.body ?? ''),
    description: message?.body ?? '',
    category: ticket.category,
    location: ticket.location,
  });
  const set = (changes: Partial<typeof values>) => setValues((old) => ({ ...old, ...changes }));
  const split = useMutation({
    mutationFn: () =>
      splitComment(ticket.id, message?.id ?? '', {
        title: values.title.trim(),
        description: values.description.trim(),
        location: values.location,
        ...(values.category === ticket.category ? {} : { category: values.category }),
      }),
    onSuccess: ({ number }) => {
      closeAction();
      toastDone(t`${number} was raised`);
      void navigate({ to: '/queue/$id', params: { id: number } });
    },
    onSettled: () => refreshTickets(client, [ticket.id]),
  });
  const errors = isApiError(split.error, 422) ? split.error.fieldErrors : {};
  if (!message) return null;
  return (
    <ActionModal
      title={t`Split off a new ticket`}
      tickets={[ticket]}
      submitLabel={<Trans>Raise it</Trans>}
      onSubmit={() => split.mutate()}
      busy={split.isPending}
      error={split.error}
      disabled={values.title.trim().length < 5 || values.description.trim().length < 10}
    >
      <TextInput
        data-autofocus
        required
        label={t`Title`}
        maxLength={255}
        value={values.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
        error={errors.title}
      />
      <Textarea
        required
        label={t`Description`}
        description={t`The requester reads this. The message itself stays where it is.`}
        autosize
        minRows={3}
        maxRows={10}
        value={values.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
        error={errors.description}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <NativeSelect
          label={t`Category`}
          value={values.category}
          onChange={(event) => set({ category: event.currentTarget.value })}
          data={(reference?.categories ?? []).map(({ name }) => name)}
          error={errors.category}
        />
        <NativeSelect
          label={t`Location`}
          value={values.location}
          onChange={(event) => set({ location: event.currentTarget.value })}
          data={(reference?.locations ?? []).map(({ name }) => name)}
          error={errors.location}
        />
      </SimpleGrid>
      <Text size="xs" c="dimmed">
        <Trans>Rules decide its priority, team and due date, as for every new ticket.</Trans>
      </Text>
    </ActionModal>
  );
}
