import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ChangeFilters } from '@/api/changes';
import { referenceQuery } from '@/api/reference';
import { formatDate } from '@/lib/time';
import { OUTCOME_LABELS, RISK_LABELS, TYPE_LABELS } from '@/ui/change-labels';

export type Figure = Pick<
  ChangeFilters,
  'type' | 'risk' | 'outcome' | 'team' | 'location_id' | 'finished_from' | 'finished_to' | 'caused'
>;

const nameIn = (list: { id: string; name: string }[] | undefined, id: string | undefined) =>
  id === undefined ? undefined : (list?.find((one) => one.id === id)?.name ?? '…');

/** What a figure of a dashboard narrowed this list to, and the way back to all changes. */
export function FigureFilter({ figure, onClear }: { figure: Figure; onClear: () => void }) {
  const { t } = useLingui();
  const { data: reference } = useQuery(referenceQuery());
  const { type, risk, outcome, finished_from, finished_to } = figure;
  const from = finished_from && formatDate(finished_from);
  // The end is the first instant that does not belong to it.
  const to = finished_to && formatDate(new Date(Date.parse(finished_to) - 1).toISOString());
  const parts = [
    type && t(TYPE_LABELS[type]),
    risk && t(RISK_LABELS[risk]),
    outcome && t(OUTCOME_LABELS[outcome]),
    nameIn(reference?.teams, figure.team),
    nameIn(reference?.locations, figure.location_id),
    from && to ? t`Ended ${from} to ${to}` : from ? t`Ended since ${from}` : undefined,
    figure.caused && t`Caused incidents`,
  ].filter((part) => typeof part === 'string');
  if (parts.length === 0) return null;
  return (
    <Group gap={6} mb="md" role="group" aria-label={t`Filters`}>
      {parts.map((part) => (
        <Badge key={part} variant="light" tt="none" size="lg" radius="sm">
          {part}
        </Badge>
      ))}
      <Button variant="subtle" color="gray" size="compact-sm" onClick={onClear}>
        <Trans>Clear filters</Trans>
      </Button>
    </Group>
  );
}
