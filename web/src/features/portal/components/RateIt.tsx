import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Paper, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { rateTicket, ratingQuery, ticketKeys } from '@/api/tickets';
import { toastDone, toastFailed } from '@/lib/toast';
import { Stars } from '@/ui/Stars';
import classes from './RateIt.module.css';

const SCORES = [1, 2, 3, 4, 5];

interface Props {
  id: string;
  /** The stars a mail's link proposes; one click gives them. */
  proposed: number | undefined;
}

/** One tap says how good the answer was; a comment may follow, and both can be changed while the ticket may be rated. */
export default function RateIt({ id, proposed }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { data } = useQuery(ratingQuery(id));
  const [comment, setComment] = useState<string>();
  const rate = useMutation({
    mutationFn: ({ score, said }: { score: number; said: string | null }) => rateTicket(id, score, said),
    onSuccess: (ratings) => {
      client.setQueryData(ticketKeys.rating(id), ratings);
      toastDone(t`Thank you for your rating.`);
    },
    onError: (error) => toastFailed(error, t`The rating was not kept`),
  });
  if (!data || (!data.can_rate && !data.current)) return null;
  const given = data.current?.score;
  const kept = data.current?.comment ?? '';
  if (!data.can_rate && given) {
    return (
      <Text size="sm" c="dimmed">
        <Trans>You rated this:</Trans> <Stars score={given} />
      </Text>
    );
  }
  const send = (score: number) => rate.mutate({ score, said: (comment ?? kept) || null });
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Text fw={600} id="rate-it">
          <Trans>How good was our help?</Trans>
        </Text>
        <StarField value={given ?? proposed} onPick={send} />
        {!given && proposed !== undefined && (
          <Group>
            <Button loading={rate.isPending} onClick={() => send(proposed)}>
              {t`Give ${proposed} of 5`}
            </Button>
          </Group>
        )}
        {given !== undefined && (
          <>
            <Textarea
              label={t`Anything to add? (optional)`}
              value={comment ?? kept}
              onChange={(event) => setComment(event.currentTarget.value)}
              autosize
              minRows={2}
              maxLength={2_000}
            />
            {(comment ?? kept).trim() !== kept && (
              <Group>
                <Button loading={rate.isPending} onClick={() => send(given)}>
                  <Trans>Save the comment</Trans>
                </Button>
              </Group>
            )}
          </>
        )}
      </Stack>
    </Paper>
  );
}

function StarField({ value, onPick }: { value: number | undefined; onPick: (score: number) => void }) {
  const { t } = useLingui();
  return (
    <fieldset className={classes.group} aria-labelledby="rate-it">
      {SCORES.map((score) => (
        <label key={score} className={classes.star} data-on={(value ?? 0) >= score || undefined}>
          <input
            type="radio"
            name="rating"
            className={classes.input}
            aria-label={t`${score} of 5`}
            checked={value === score}
            onChange={() => onPick(score)}
            onClick={() => value === score && onPick(score)}
          />
          <span aria-hidden>★</span>
        </label>
      ))}
    </fieldset>
  );
}
