import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { bellKeys, type Choices, choicesQuery, type Preset, putChoices } from '@/api/notifications';
import { toastDone, toastFailed } from '@/lib/toast';
import { Choice } from '@/ui/Choice';
import { ErrorState } from '@/ui/ErrorState';
import { withPreset, withWay, writable } from '../notification-model';
import { KindMatrix } from './KindMatrix';
import { MuteList } from './MuteList';
import { QuietHours } from './QuietHours';
import { Section } from './Section';

/** What the person is told: by which way, when, and of what no more. */
export function NotificationsSection() {
  const { data, error, refetch } = useQuery(choicesQuery());
  return (
    <Section
      id="notifications"
      title={<Trans>Notifications</Trans>}
      text={<Trans>What you are told in the app and by mail, and when mails may come.</Trans>}
    >
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton h={240} />}
      {data && <ChoicesForm saved={data} />}
      <MuteList />
    </Section>
  );
}

function ChoicesForm({ saved }: { saved: Choices }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [draft, setDraft] = useState(saved);
  const changed = JSON.stringify(writable(draft)) !== JSON.stringify(writable(saved));
  const save = useMutation({
    mutationFn: () => putChoices(writable(draft)),
    onSuccess: (now) => {
      client.setQueryData(bellKeys.settings, now);
      setDraft(now);
      toastDone(t`Saved.`);
    },
    onError: (error) => toastFailed(error, t`Your notifications were not saved`),
  });
  return (
    <Stack gap="md">
      <Choice<Preset>
        label={t`How much`}
        value={draft.preset}
        onChange={(preset) => setDraft(withPreset(draft, preset))}
        options={[
          { value: 'quiet', label: t`Quiet` },
          { value: 'normal', label: t`Normal` },
          { value: 'all', label: t`All` },
          { value: 'own', label: t`My own` },
        ]}
      />
      <KindMatrix kinds={draft.kinds} onChange={(key, way, on) => setDraft(withWay(draft, key, way, on))} />
      <QuietHours draft={draft} onChange={(part) => setDraft({ ...draft, ...part })} />
      <Group>
        <Button loading={save.isPending} disabled={!changed} onClick={() => save.mutate()}>
          <Trans>Save</Trans>
        </Button>
      </Group>
    </Stack>
  );
}
