import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type RuleFacts, readRuleFacts } from '@/api/conditions';
import { isApiError } from '@/api/errors';
import { formatMoment } from '@/lib/time';

/** Takes the facts of a ticket that exists, by its number. */
export function TicketPicker({ onTake }: { onTake: (ticket: RuleFacts) => void }) {
  const { t } = useLingui();
  const [number, setNumber] = useState('');
  const read = useMutation({ mutationFn: readRuleFacts, onSuccess: onTake });
  const take = () => {
    if (number.trim()) read.mutate(number.trim());
  };
  const refusal = isApiError(read.error, 404) ? t`There is no such ticket.` : read.error?.message;
  return (
    <div>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput
          flex={1}
          label={t`With ticket`}
          placeholder="TKT-2026-000001"
          value={number}
          error={refusal}
          onChange={(event) => setNumber(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            take();
          }}
        />
        <Button variant="default" loading={read.isPending} onClick={take} mb={refusal ? 22 : 0}>
          <Trans>Take it</Trans>
        </Button>
      </Group>
      {read.data && (
        <Text size="xs" c="dimmed" mt={4}>
          <Trans>
            {read.data.number} of {read.data.requester}, {formatMoment(read.data.created_at)}. Change what you
            like below.
          </Trans>
        </Text>
      )}
    </div>
  );
}
