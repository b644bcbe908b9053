import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { referenceQuery } from '@/api/reference';
import { formatDate } from '@/lib/time';
import { OUTCOME_LABELS, RISK_LABELS, TYPE_LABELS } from '@/ui/change-labels';
import type { Figure } from '../views';

const nameIn = (list: { id: string; name: string }[] | undefined, id: string | undefined) =>
  id === undefined ? undefined : (list?.find((one) => one.id === id)?.name ?? '…');

const dayOf = (moment: string | undefined, before = 0) => {
  const at = moment === undefined ? Number.NaN : Date.parse(moment);
  return Number.isNaN(at) ? undefined : formatDate(new Date(at - before).toISOString());
};

/** What a figure of a dashboard narrowed this list to, and the way back to all changes. */
export function FigureFilter({ figure, onClear }: { figure: Figure; onClear: () => void }) {
  const { t } = useLingui();
  const { data: reference } = useQuery(referenceQuery());
  const { type, risk, outcome, finished_from, finished_to } = figure;
  const from = dayOf(finished_from);
  // The end is the first instant that does not belong to it.
  const to = dayOf(finished_to, 1);
  const parts = [
    type && type in TYPE_LABELS && t(TYPE_LABELS[type]),
    risk && risk in RISK_LABELS && t(RISK_LABELS[risk]),
    outcome && outcome in OUTCOME_LABELS && t(OUTCOME_LABELS[outcome]),
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
