import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { referenceQuery } from '@/api/reference';
import { viewerZone } from '@/lib/time';
import { fromWall } from '@/lib/wall';
import { span } from '@/ui/ChangeWindow';
import type { ChangeDraft } from '../draft';

interface Props {
  draft: ChangeDraft;
  onChange: (changes: Partial<ChangeDraft>) => void;
  error?: string | undefined;
}

/** The window, in the clock of the place where it happens. */
export function WindowFields({ draft, onChange, error }: Props) {
  const { t } = useLingui();
  const { data } = useQuery(referenceQuery());
  const locations = data?.locations ?? [];
  const own = viewerZone();
  const zones = [
    ...new Set([...locations.map(({ timezone }) => timezone), own, draft.timezone, 'UTC']),
  ].sort();
  const from = draft.from ? fromWall(draft.from, draft.timezone) : null;
  const to = draft.to ? fromWall(draft.to, draft.timezone) : null;
  return (
    <div>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <TextInput
          type="datetime-local"
          label={t`From`}
          value={draft.from}
          onChange={(event) => onChange({ from: event.currentTarget.value })}
          error={error}
        />
        <TextInput
          type="datetime-local"
          label={t`Until`}
          value={draft.to}
          min={draft.from}
          onChange={(event) => onChange({ to: event.currentTarget.value })}
        />
        <NativeSelect
          label={t`Time zone`}
          value={draft.timezone}
          onChange={(event) => onChange({ timezone: event.currentTarget.value })}
          data={zones}
        />
      </SimpleGrid>
      {from && to && own !== draft.timezone && (
        <Text size="sm" c="dimmed" mt={6}>
          <Trans>For you that is {span(from, to, own)}.</Trans>
        </Text>
      )}
    </div>
  );
}
