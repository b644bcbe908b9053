import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { logTime, removeTime, type TimeEntry, timeQuery } from '@/api/time-entries';
import type { Ticket } from '@/api/types';
import { formatSpan } from '@/lib/time';
import { toastFailed } from '@/lib/toast';
import { minutesFrom } from '../../time-model';
import classes from './Detail.module.css';

const SECONDS = 60;

/** Minutes that people spent on the ticket, their sum, and a line to note one's own. */
export default function TimeSpent({ ticket, name }: { ticket: Ticket; name: string }) {
  const { t } = useLingui();
  const { data } = useQuery(timeQuery(name));
  const total = data?.total_minutes ?? 0;
  return (
    <section aria-label={t`Time spent`}>
      <Group justify="space-between" mb={6}>
        <Text className={classes.sectionTitle}>
          <Trans>Time spent</Trans>
        </Text>
        <Text size="sm" fw={600} className="numeric">
          {total > 0 ? formatSpan(total * SECONDS) : '–'}
        </Text>
      </Group>
      <Stack gap={6}>
        {data?.items.map((entry) => (
          <Spent key={entry.id} entry={entry} name={name} />
        ))}
        <Note ticket={ticket} name={name} />
      </Stack>
    </section>
  );
}

function useRenew(name: string) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: timeQuery(name).queryKey });
}

function Spent({ entry, name }: { entry: TimeEntry; name: string }) {
  const { t } = useLingui();
  const renew = useRenew(name);
  const remove = useMutation({
    mutationFn: () => removeTime(entry),
    onError: (error) => toastFailed(error, t`The time was not taken back`),
    onSettled: renew,
  });
  const span = formatSpan(entry.minutes * SECONDS);
  return (
    <Group gap={6} wrap="nowrap" justify="space-between">
      <Text size="sm" lineClamp={2} title={entry.spent_on}>
        <b className="numeric">{span}</b> {entry.note}{' '}
        <Text span size="xs" c="dimmed">
          {entry.user.name}
        </Text>
      </Text>
      {entry.may_remove && (
        <ActionIcon size="sm" aria-label={t`Take ${span} back`} onClick={() => remove.mutate()}>
          <IconX size={14} />
        </ActionIcon>
      )}
    </Group>
  );
}

function Note({ ticket, name }: { ticket: Ticket; name: string }) {
  const { t } = useLingui();
  const renew = useRenew(name);
  const [spent, setSpent] = useState('');
  const [note, setNote] = useState('');
  const minutes = minutesFrom(spent);
  const log = useMutation({
    mutationFn: (amount: number) => logTime(ticket.id, amount, note.trim()),
    onSuccess: () => {
      setSpent('');
      setNote('');
    },
    onError: (error) => toastFailed(error, t`The time was not noted`),
    onSettled: renew,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (minutes) log.mutate(minutes);
  };
  return (
    <form onSubmit={submit}>
      <Group gap={6} wrap="nowrap">
        <TextInput
          size="xs"
          w={72}
          aria-label={t`Minutes, or hours like 1:30`}
          placeholder={t`min`}
          value={spent}
          onChange={(event) => setSpent(event.currentTarget.value)}
          error={spent !== '' && minutes === null}
        />
        <TextInput
          size="xs"
          flex={1}
          miw={0}
          aria-label={t`What was done`}
          placeholder={t`What was done`}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" variant="default" loading={log.isPending} disabled={minutes === null}>
          <Trans>Add</Trans>
        </Button>
      </Group>
    </form>
  );
}
