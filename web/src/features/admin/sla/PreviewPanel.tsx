import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, Paper, SimpleGrid, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type PolicyPreview, policyPreviewQuery } from '@/api/admin-sla';
import { referenceQuery } from '@/api/reference';
import type { Priority, TicketType } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { PRIORITY_LABELS, TYPE_LABELS } from '@/ui/labels';
import { PRIORITIES, TYPES } from '../rules/labels';
import { type PreviewValues, toFacts } from './model';
import { PromiseExplained } from './PromiseExplained';

/** What a ticket would be promised by the policies as they are now. */
export function PreviewPanel() {
  const [values, setValues] = useState<PreviewValues>({
    priority: 'P2',
    type: 'incident',
    category: '',
    location: '',
    start: '',
  });
  const { data, error, refetch } = useQuery({
    ...policyPreviewQuery(toFacts(values)),
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
      <Facts values={values} onChange={(changes) => setValues({ ...values, ...changes })} />
      <div aria-live="polite">
        {error && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton h={160} mt="md" />}
        {data && !error && <Outcome preview={data} />}
      </div>
    </Paper>
  );
}

interface FactsProps {
  values: PreviewValues;
  onChange: (changes: Partial<PreviewValues>) => void;
}

function Facts({ values, onChange }: FactsProps) {
  const { t } = useLingui();
  const { data } = useQuery(referenceQuery());
  const names = (list: { name: string }[] | undefined) => [
    { value: '', label: t`Any` },
    ...(list ?? []).map(({ name }) => ({ value: name, label: name })),
  ];
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="xs">
      <NativeSelect
        label={t`Priority`}
        value={values.priority}
        onChange={(event) => onChange({ priority: event.currentTarget.value as Priority })}
        data={PRIORITIES.map((value) => ({ value, label: `${value} · ${t(PRIORITY_LABELS[value])}` }))}
      />
      <NativeSelect
        label={t`Type`}
        value={values.type}
        onChange={(event) => onChange({ type: event.currentTarget.value as TicketType })}
        data={TYPES.map((value) => ({ value, label: t(TYPE_LABELS[value]) }))}
      />
      <NativeSelect
        label={t`Category`}
        value={values.category}
        onChange={(event) => onChange({ category: event.currentTarget.value })}
        data={names(data?.categories)}
      />
      <NativeSelect
        label={t`Location`}
        value={values.location}
        onChange={(event) => onChange({ location: event.currentTarget.value })}
        data={names(data?.locations)}
      />
      <TextInput
        type="datetime-local"
        label={t`Raised at`}
        description={t`Empty means now; your computer’s time.`}
        min="2000-01-01T00:00"
        max="2100-12-31T00:00"
        value={values.start}
        onChange={(event) => onChange({ start: event.currentTarget.value })}
      />
    </SimpleGrid>
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
