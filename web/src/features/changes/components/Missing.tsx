import { Trans, useLingui } from '@lingui/react/macro';
import { Alert } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import type { Change } from '@/api/changes';
import { FIELD_LABELS } from '@/ui/change-labels';
import { TextLink } from '@/ui/links';

/** What must be filled in before a draft can be submitted. */
export function Missing({ change }: { change: Change }) {
  const { t } = useLingui();
  if (change.state !== 'draft' || change.missing.length === 0) return null;
  const names = change.missing.map((field) => (FIELD_LABELS[field] ? t(FIELD_LABELS[field]) : field));
  return (
    <Alert color="blue" icon={<IconListCheck size={20} />} mb="md">
      <Trans>Before it can be submitted, fill in: {names.join(', ')}.</Trans>{' '}
      {change.can_edit && (
        <TextLink to="/changes/$id/edit" params={{ id: change.number }} size="sm">
          <Trans>Edit</Trans>
        </TextLink>
      )}
    </Alert>
  );
}
