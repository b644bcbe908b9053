import { useLingui } from '@lingui/react/macro';
import { Alert } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { Change } from '@/api/changes';
import { OUTCOME_LABELS } from '@/ui/change-labels';

/** How carrying it out ended. */
export function Outcome({ change }: { change: Change }) {
  const { t } = useLingui();
  if (!change.outcome) return null;
  const worked = change.outcome === 'success';
  return (
    <Alert
      color={worked ? 'teal' : 'red'}
      icon={worked ? <IconCircleCheck size={20} /> : <IconCircleX size={20} />}
      title={t(OUTCOME_LABELS[change.outcome])}
    >
      {change.outcome_note}
    </Alert>
  );
}
