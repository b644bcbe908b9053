import { Trans, useLingui } from '@lingui/react/macro';
import { Paper, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type PolicyPreview, policyPreviewQuery } from '@/api/admin-sla';
import { ErrorState } from '@/ui/ErrorState';
import { FactFields } from '../rules/test/FactFields';
import { EMPTY_FACTS, factsOf } from '../rules/test/facts';
import { TicketPicker } from '../rules/test/TicketPicker';
import { localInput, type PreviewValues, toPreview } from './model';
import { PromiseExplained } from './PromiseExplained';

/** What a ticket would be promised by the policies as they are now. */
export function PreviewPanel() {
  const { t } = useLingui();
  const [values, setValues] = useState<PreviewValues>({ ...EMPTY_FACTS, priority: 'P2', start: '' });
  const put = (changes: Partial<PreviewValues>) => setValues({ ...values, ...changes });
  const { data, error, refetch } = useQuery({
    ...policyPreviewQuery(toPreview(values)),
    placeholderData: keepPreviousData,
  });
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="preview-title">
      <Title order={2} id="preview-title" mb={4}>
        <Trans>Preview</Trans>
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        <Trans>What would a ticket be promised?</Trans>
      </Text>
      <Stack gap="sm">
        <TicketPicker
          onTake={(ticket) => put({ ...factsOf(ticket), start: localInput(new Date(ticket.created_at)) })}
        />
        <FactFields values={values} onChange={put} />
        <TextInput
          type="datetime-local"
          label={t`Raised at`}
          description={t`Empty means now; your computer’s time.`}
          min="2000-01-01T00:00"
          max="2100-12-31T00:00"
          value={values.start}
          onChange={(event) => put({ start: event.currentTarget.value })}
        />
      </Stack>
      <div aria-live="polite">
        {error && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton h={160} mt="md" />}
        {data && !error && <Outcome preview={data} />}
      </div>
    </Paper>
  );
}

function Outcome({ preview }: { preview: PolicyPreview }) {
  const { t } = useLingui();
  const { policy, calendar, timezone } = preview;
  if (!policy) {
    return (
      <Text mt="md" fw={600}>
        <Trans>No policy fits: the ticket would have no due dates.</Trans>
      </Text>
    );
  }
  return (
    <Stack gap="md" mt="md">
      <Text size="sm">
        <Trans>
          Policy <strong>{policy}</strong>, counted by {calendar} ({timezone}).
        </Trans>
      </Text>
      {preview.response && (
        <PromiseExplained title={t`Answer by`} promise={preview.response} zone={timezone ?? 'UTC'} />
      )}
      {preview.resolution && (
        <PromiseExplained title={t`Solve by`} promise={preview.resolution} zone={timezone ?? 'UTC'} />
      )}
    </Stack>
  );
}
