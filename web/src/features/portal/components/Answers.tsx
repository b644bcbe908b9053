import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Modal, Paper, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBulb, IconCircleCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { articleQuery, noteDeflection, noteView, suggestQuery } from '@/api/knowledge';
import { toastDone, toastFailed } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import { ArticleBody } from '@/ui/kb/ArticleBody';
import { AudienceBadge } from '@/ui/kb/AudienceBadge';
import { Marked } from '@/ui/kb/Marked';
import { ConversationSkeleton } from '@/ui/Skeletons';
import classes from './Answers.module.css';

interface Props {
  /** The title as it is typed. */
  title: string;
  /** An article solved it: nothing is submitted. */
  onSolved: () => void;
}

const TYPING_MS = 300;
/** From this many words on a title says enough to be answered. */
const WORDS = 3;

/** Articles that may spare the ticket, beside the form, read right here. Never in the way of submitting. */
export default function Answers({ title, onSolved }: Props) {
  const { t } = useLingui();
  const [asked] = useDebouncedValue(title.trim(), TYPING_MS);
  const enough = asked.split(/\s+/).length >= WORDS;
  const { data } = useQuery(suggestQuery(enough ? asked.slice(0, 200) : ''));
  const [open, setOpen] = useState<string | null>(null);
  const hits = enough ? (data?.items ?? []).slice(0, 3) : [];
  return (
    <>
      {hits.length > 0 && (
        <Paper withBorder p="md" component="section" aria-label={t`Might help`}>
          <Group gap={6} mb={4}>
            <IconBulb size={18} aria-hidden className={classes.bulb} />
            <Text fw={600} size="sm" role="status">
              <Trans>Might help</Trans>
            </Text>
          </Group>
          <ul className={classes.list}>
            {hits.map(({ article, title: pieces }) => (
              <li key={article.id}>
                <UnstyledButton className={classes.hit} onClick={() => setOpen(article.slug)}>
                  <span className={classes.title}>
                    <Marked pieces={pieces} /> <AudienceBadge audience={article.audience} />
                  </span>
                  {article.summary && <span className={classes.text}>{article.summary}</span>}
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </Paper>
      )}
      <Modal
        opened={open !== null}
        onClose={() => setOpen(null)}
        size="xl"
        title={t`This may solve it`}
        closeButtonProps={{ 'aria-label': t`Close` }}
      >
        {open && <Reading slug={open} said={asked} onSolved={onSolved} onBack={() => setOpen(null)} />}
      </Modal>
    </>
  );
}

interface ReadingProps {
  slug: string;
  said: string;
  onSolved: () => void;
  onBack: () => void;
}

function Reading({ slug, said, onSolved, onBack }: ReadingProps) {
  const { t } = useLingui();
  const { data: article, isError, error, refetch } = useQuery(articleQuery(slug));
  const solved = useMutation({
    mutationFn: async (id: string) => {
      await noteView(id).catch(() => undefined);
      await noteDeflection(id, said.slice(0, 200));
    },
    onSuccess: () => {
      toastDone(t`Good to hear. No ticket was raised.`);
      onSolved();
    },
    onError: (fault) => toastFailed(fault, t`This was not noted`),
  });
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!article) return <ConversationSkeleton />;
  return (
    <Stack gap="md">
      <Text component="h2" fw={650} fz="h3" m={0}>
        {article.title}
      </Text>
      <div lang={article.language}>
        <ArticleBody html={article.html} articleId={article.id} />
      </div>
      <Group justify="flex-end" gap="sm" className={classes.answers}>
        <Button variant="default" onClick={onBack}>
          <Trans>Back to my ticket</Trans>
        </Button>
        <Button
          color="teal"
          leftSection={<IconCircleCheck size={18} aria-hidden />}
          loading={solved.isPending}
          onClick={() => solved.mutate(article.id)}
        >
          <Trans>This solved it</Trans>
        </Button>
      </Group>
    </Stack>
  );
}
