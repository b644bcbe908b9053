import { Trans, useLingui } from '@lingui/react/macro';
import { Paper, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { previewMarkdown } from '@/api/knowledge';
import { ArticleBody } from '@/ui/kb/ArticleBody';
import classes from './Editor.module.css';

/** How readers will see it, by the server's own rendering: what is cleaned away is not there either. */
export function Preview({ articleId, body, html }: { articleId: string; body: string; html: string }) {
  const { t } = useLingui();
  const [asked] = useDebouncedValue(body, 400);
  const { data } = useQuery({
    queryKey: ['knowledge-preview', articleId, asked],
    queryFn: ({ signal }) => previewMarkdown(asked, signal),
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  return (
    <Paper withBorder component="section" className={classes.preview} aria-label={t`Preview`}>
      {body.trim() === '' ? (
        <Text c="dimmed" size="sm">
          <Trans>What you write appears here as readers will see it.</Trans>
        </Text>
      ) : (
        <ArticleBody html={data?.html ?? html} articleId={articleId} />
      )}
    </Paper>
  );
}
