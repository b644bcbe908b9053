import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { useState } from 'react';
import { activateDraft, type Draft, discardDraft, unscheduleDraft } from '@/api/admin-lab';
import { confirm } from '@/lib/confirm';
import { formatMoment } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';

const SHORTEST_REASON = 3;

/** Put a draft into force now or at a time, take the time back, or put the draft aside. */
export function ActivatePanel({ draft }: { draft: Draft }) {
  const { t } = useLingui();
  const [reason, setReason] = useState(draft.reason);
  const [at, setAt] = useState<string | null>(null);
  const change = useDraftChange();
  const isReady = reason.trim().length >= SHORTEST_REASON;
  const activate = async () => {
    const agreed =
      at !== null ||
      !draft.is_live_changed ||
      (await confirm(overwriteQuestion(t`Replace what others changed?`, t)));
    if (!agreed) return;
    const body = { reason: reason.trim(), at: at ? dayjs(at).toISOString() : undefined };
    change.mutate({
      action: () => activateDraft(draft, { ...body, overwrite: draft.is_live_changed }),
      done: at ? t`${draft.name} is planned.` : t`${draft.name} is in force.`,
    });
  };
  return (
    <Paper withBorder p="lg" mt="lg" component="section" aria-labelledby="activate">
      <Title order={2} size="h3" mb="sm" id="activate">
        <Trans>Put into force</Trans>
      </Title>
      {draft.activate_at ? (
        <Planned draft={draft} onTakeBack={change.mutate} busy={change.isPending} />
      ) : (
        <Stack gap="sm">
          <TextInput
            label={t`Why`}
            description={t`Kept with the version, for everybody who asks later.`}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={500}
            required
          />
          <DateTimePicker
            label={t`At`}
            description={t`Empty means now.`}
            value={at}
            onChange={setAt}
            minDate={dayjs().format('YYYY-MM-DD')}
            clearable
          />
          <Group>
            <Button onClick={() => void activate()} loading={change.isPending} disabled={!isReady}>
              {at ? <Trans>Plan</Trans> : <Trans>Activate now</Trans>}
            </Button>
            <DiscardButton draft={draft} />
          </Group>
        </Stack>
      )}
    </Paper>
  );
}

interface Change {
  action: () => Promise<unknown>;
  done: string;
}

function useDraftChange() {
  const { t } = useLingui();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ action }: Change) => action(),
    onSuccess: (_, { done }) => toastDone(done),
    onError: (error) => toastFailed(error, t`The draft was not changed`),
    // What is in force may have changed: every list of the administration is read anew.
    onSettled: () => client.invalidateQueries({ queryKey: ['admin'] }),
  });
}

function overwriteQuestion(title: string, t: ReturnType<typeof useLingui>['t']) {
  return {
    title,
    text: t`Others changed what is in force since this draft was begun. The versions keep their change.`,
    confirm: t`Replace`,
    cancel: t`Cancel`,
    danger: true,
  };
}

function DiscardButton({ draft }: { draft: Draft }) {
  const { t } = useLingui();
  const change = useDraftChange();
  const discard = async () => {
    const agreed = await confirm({
      title: t`Discard ${draft.name}?`,
      text: t`It can no longer be edited or activated. Its runs stay readable.`,
      confirm: t`Discard`,
      cancel: t`Keep`,
      danger: true,
    });
    if (agreed) change.mutate({ action: () => discardDraft(draft), done: t`${draft.name} is discarded.` });
  };
  return (
    <Button variant="default" onClick={() => void discard()} loading={change.isPending}>
      <Trans>Discard</Trans>
    </Button>
  );
}

interface PlannedProps {
  draft: Draft;
  onTakeBack: (change: Change) => void;
  busy: boolean;
}

function Planned({ draft, onTakeBack, busy }: PlannedProps) {
  const { t } = useLingui();
  const moment = formatMoment(draft.activate_at ?? '');
  const takeBack = () =>
    onTakeBack({ action: () => unscheduleDraft(draft), done: t`The plan is taken back.` });
  return (
    <Stack gap="sm" align="flex-start">
      <Text>
        <Trans>Comes into force on {moment}, unless others change what is in force before.</Trans>
      </Text>
      <Button variant="default" onClick={takeBack} loading={busy}>
        <Trans>Take the plan back</Trans>
      </Button>
    </Stack>
  );
}
