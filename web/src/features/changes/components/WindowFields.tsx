import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, SimpleGrid, Text, TextInput } from '@mantine/core';
import { IconCalendarSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { referenceQuery } from '@/api/reference';
import { viewerZone } from '@/lib/time';
import { fromWall, toWall } from '@/lib/wall';
import { span } from '@/ui/ChangeWindow';
import type { ChangeDraft } from '../draft';

const FreeWindows = lazy(async () => ({ default: (await import('./FreeWindows')).FreeWindows }));

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
  const [searching, setSearching] = useState(false);
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
      <Button
        variant="subtle"
        size="compact-sm"
        mt="xs"
        leftSection={<IconCalendarSearch size={16} aria-hidden />}
        onClick={() => setSearching(true)}
      >
        <Trans>Find a free window</Trans>
      </Button>
      <Suspense>
        {searching && (
          <FreeWindows
            draft={draft}
            onClose={() => setSearching(false)}
            onPick={({ starts_at, ends_at }) => {
              onChange({ from: toWall(starts_at, draft.timezone), to: toWall(ends_at, draft.timezone) });
              setSearching(false);
            }}
          />
        )}
      </Suspense>
      {from && to && own !== draft.timezone && (
        <Text size="sm" c="dimmed" mt={6}>
          <Trans>For you that is {span(from, to, own)}.</Trans>
        </Text>
      )}
    </div>
  );
}
