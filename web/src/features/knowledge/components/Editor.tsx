import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Paper, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconArrowLeft, IconCloudCheck, IconCloudUp } from '@tabler/icons-react';
import { useBlocker, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Article, ArticleCategory } from '@/api/knowledge';
import { formatTime } from '@/lib/time';
import { Choice } from '@/ui/Choice';
import { TextLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { useArticleDraft } from '../use-article-draft';
import { BodyField } from './BodyField';
import classes from './Editor.module.css';
import { Moves } from './Moves';
import { Placement } from './Placement';
import { Preview } from './Preview';

interface Props {
  article: Article;
  categories: ArticleCategory[];
}

/** Text on one side, how it will look on the other; it saves itself. */
export function Editor({ article: first, categories }: Props) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const draft = useArticleDraft(first);
  const { article, values, patch } = draft;
  const [side, setSide] = useState<'write' | 'read'>('write');
  useBlocker({
    shouldBlockFn: () => {
      draft.saveNow();
      return false;
    },
    enableBeforeUnload: draft.isDirty,
  });
  return (
    <Page
      title={values.title || t`Edit the article`}
      width="wide"
      above={
        <TextLink to="/kb/$slug" params={{ slug: article.slug }} size="sm" mb="xs" display="inline-block">
          <Group gap={4} component="span" display="inline-flex">
            <IconArrowLeft size={15} aria-hidden /> <Trans>Back to the article</Trans>
          </Group>
        </TextLink>
      }
      actions={
        <>
          <Saved draft={draft} />
          {!draft.isDirty && (
            <Moves
              article={article}
              onDone={(after) => void navigate({ to: '/kb/$slug', params: { slug: after.slug } })}
            />
          )}
        </>
      }
    >
      {draft.isStale && <Stale />}
      <div className={classes.columns}>
        <Stack gap="md" className={classes.main}>
          <Paper withBorder p="md">
            <Stack gap="sm">
              <TextInput
                label={t`Title`}
                value={values.title}
                onChange={(event) => patch({ title: event.currentTarget.value })}
                error={draft.error.title}
                maxLength={200}
              />
              <Textarea
                label={t`In one sentence`}
                description={t`Shown in lists and found by the search.`}
                value={values.summary}
                onChange={(event) => patch({ summary: event.currentTarget.value.replace(/\n/g, ' ') })}
                error={draft.error.summary}
                maxLength={500}
                autosize
                minRows={1}
              />
            </Stack>
          </Paper>
          <div className={classes.switch}>
            <Choice
              compact
              label={t`Write or read`}
              value={side}
              onChange={setSide}
              options={[
                { value: 'write', label: t`Write` },
                { value: 'read', label: t`Preview` },
              ]}
            />
          </div>
          <div className={classes.halves} data-side={side}>
            <BodyField
              articleId={article.id}
              value={values.body}
              onChange={(body) => patch({ body })}
              error={draft.error.body}
            />
            <Preview articleId={article.id} body={values.body} html={article.html} />
          </div>
        </Stack>
        <Placement values={values} patch={patch} categories={categories} article={article} />
      </div>
    </Page>
  );
}

function Saved({ draft }: { draft: ReturnType<typeof useArticleDraft> }) {
  const busy = draft.isSaving || draft.isDirty;
  return (
    <Group gap={6} role="status">
      {busy ? <IconCloudUp size={17} aria-hidden /> : <IconCloudCheck size={17} aria-hidden />}
      <Text size="sm" c="dimmed">
        {busy ? <Trans>Saving…</Trans> : <Trans>Saved {formatTime(draft.article.updated_at)}</Trans>}
      </Text>
    </Group>
  );
}

function Stale() {
  return (
    <Alert color="red" icon={<IconAlertTriangle size={18} />} mb="md" role="alert">
      <Stack gap="xs" align="flex-start">
        <Trans>
          Somebody else changed this article meanwhile. Copy what you wrote, then load the present text.
        </Trans>
        <Button size="xs" color="red" onClick={() => window.location.reload()}>
          <Trans>Load the present text</Trans>
        </Button>
      </Stack>
    </Alert>
  );
}
