import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Change, changeKeys, putReview } from '@/api/changes';
import { formatMoment } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';
import { Panel } from './Panel';
import planClasses from './Plan.module.css';

/** What is learnt of it, once it was carried out; some changes cannot be closed without. */
export function Review({ change }: { change: Change }) {
  const [writing, setWriting] = useState(false);
  const isOver = ['implemented', 'failed', 'rolled_back'].includes(change.state);
  if (!change.review && !isOver) return null;
  if (isOver && (writing || (!change.review && change.needs_review)))
    return <Form change={change} onDone={() => setWriting(false)} />;
  return (
    <Panel
      title={<Trans>Review</Trans>}
      actions={
        isOver && (
          <Button size="compact-sm" variant="subtle" onClick={() => setWriting(true)}>
            {change.review ? <Trans>Change</Trans> : <Trans>Write a review</Trans>}
          </Button>
        )
      }
    >
      {change.review ? (
        <Stack gap="xs">
          <Text className={planClasses.text}>{change.review.summary}</Text>
          {change.review.lessons && (
            <div>
              <h3 className={planClasses.name}>
                <Trans>What is learnt</Trans>
              </h3>
              <Text className={planClasses.text}>{change.review.lessons}</Text>
            </div>
          )}
          <Text size="xs" c="dimmed">
            {change.review.by?.name}
            {change.review.at && `, ${formatMoment(change.review.at)}`}
          </Text>
        </Stack>
      ) : (
        <Text size="sm" c="dimmed">
          <Trans>None is needed for this change.</Trans>
        </Text>
      )}
    </Panel>
  );
}

function Form({ change, onDone }: { change: Change; onDone: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [summary, setSummary] = useState(change.review?.summary ?? '');
  const [lessons, setLessons] = useState(change.review?.lessons ?? '');
  const save = useMutation({
    mutationFn: () =>
      putReview(change.number, change.version, { summary: summary.trim(), lessons: lessons.trim() }),
    onSuccess: () => {
      toastDone(t`The review is kept`);
      onDone();
    },
    onError: (error) => toastFailed(error, t`The review was not kept`),
    onSettled: () => client.invalidateQueries({ queryKey: changeKeys.all }),
  });
  return (
    <Panel title={<Trans>Review</Trans>}>
      <Stack>
        <Text size="sm" c="dimmed">
          <Trans>This change is closed only once somebody looked back at it.</Trans>
        </Text>
        <Textarea
          label={t`How did it go?`}
          value={summary}
          onChange={(event) => setSummary(event.currentTarget.value)}
          maxLength={20_000}
          autosize
          minRows={3}
        />
        <Textarea
          label={t`What is learnt`}
          value={lessons}
          onChange={(event) => setLessons(event.currentTarget.value)}
          maxLength={20_000}
          autosize
          minRows={2}
        />
        <Button
          style={{ alignSelf: 'flex-end' }}
          disabled={summary.trim().length < 10}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          <Trans>Keep the review</Trans>
        </Button>
      </Stack>
    </Panel>
  );
}
