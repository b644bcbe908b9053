import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Paper, Stack, Text, Textarea } from '@mantine/core';
import { IconMoodSmile, IconThumbDown, IconThumbUp } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Article, kbKeys, rateArticle } from '@/api/knowledge';
import { toastFailed } from '@/lib/toast';
import { ButtonLink } from '@/ui/links';

/** "Did this help?" One press answers; a no may say what is missing, or go on to a ticket. */
export function Helpful({ article }: { article: Article }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [said, setSaid] = useState(article.was_helpful);
  const [comment, setComment] = useState('');
  const [thanked, setThanked] = useState(false);
  const rate = useMutation({
    mutationFn: ({ helpful, words }: { helpful: boolean; words: string }) =>
      rateArticle(article.id, helpful, words),
    onSuccess: () => client.invalidateQueries({ queryKey: kbKeys.article(article.slug) }),
    onError: (error) => toastFailed(error, t`Your answer was not kept`),
  });
  const answer = (helpful: boolean) => {
    setSaid(helpful);
    setThanked(helpful);
    rate.mutate({ helpful, words: '' });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    rate.mutate({ helpful: false, words: comment.trim() }, { onSuccess: () => setThanked(true) });
  };
  return (
    <Paper withBorder component="section" p="md" mt="xl" aria-label={t`Did this help?`}>
      <Group justify="space-between" gap="sm">
        <Text fw={600}>
          <Trans>Did this help?</Trans>
        </Text>
        <Group gap="xs">
          <Button
            variant={said === true ? 'filled' : 'default'}
            leftSection={<IconThumbUp size={17} aria-hidden />}
            aria-pressed={said === true}
            onClick={() => answer(true)}
          >
            <Trans>Yes</Trans>
          </Button>
          <Button
            variant={said === false ? 'filled' : 'default'}
            leftSection={<IconThumbDown size={17} aria-hidden />}
            aria-pressed={said === false}
            onClick={() => answer(false)}
          >
            <Trans>No</Trans>
          </Button>
        </Group>
      </Group>
      <div role="status">
        {thanked && (
          <Group gap={6} mt="sm">
            <IconMoodSmile size={18} aria-hidden />
            <Text size="sm">
              <Trans>Thank you; the editors see it.</Trans>
            </Text>
          </Group>
        )}
      </div>
      {said === false && !thanked && (
        <Stack component="form" gap="sm" mt="md" onSubmit={onSubmit}>
          <Textarea
            label={t`What is missing or wrong?`}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
            maxLength={1_000}
            autosize
            minRows={2}
          />
          <Group gap="xs">
            <Button type="submit" loading={rate.isPending} disabled={comment.trim() === ''}>
              <Trans>Send to the editors</Trans>
            </Button>
            <ButtonLink to="/new" search={{ title: article.title.replace(/\?$/, '') }} variant="default">
              <Trans>Report the problem</Trans>
            </ButtonLink>
          </Group>
        </Stack>
      )}
    </Paper>
  );
}
