import { Trans, useLingui } from '@lingui/react/macro';
import { Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconMoodEmpty } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { searchQuery } from '@/api/knowledge';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Marked } from '@/ui/kb/Marked';
import { ButtonLink } from '@/ui/links';
import { CardsSkeleton } from '@/ui/Skeletons';
import { ArticleList } from './ArticleList';
import { ArticleRow } from './ArticleRow';

/** Whoever has not typed for this long is done: an unanswered search then counts. */
const SETTLED_MS = 1_500;

/** What was found, while it is typed. */
export function Results({ q }: { q: string }) {
  const { t } = useLingui();
  const [settled] = useDebouncedValue(q, SETTLED_MS);
  const { data, isPending, isError, error, refetch } = useQuery(searchQuery(q, undefined, settled === q));
  if (isPending) return <CardsSkeleton />;
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const { items, corrections, is_answered: answered } = data;
  const count = items.length;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed" role="status">
        {count > 0 && <Trans>Articles found: {count}.</Trans>}{' '}
        {corrections.map(({ typed, read }) => (
          <span key={typed}>
            <Trans>
              “{typed}” was read as <strong>{read}</strong>.
            </Trans>{' '}
          </span>
        ))}
      </Text>
      {count > 0 && !answered && (
        <Text size="sm">
          <Trans>Nothing answers all of it; these come near.</Trans>
        </Text>
      )}
      {count > 0 && (
        <ArticleList items={items} id={({ article }) => article.id} label={t`Articles found`}>
          {({ article, title, excerpt }) => (
            <ArticleRow
              article={article}
              title={<Marked pieces={title} />}
              text={<Marked pieces={excerpt} />}
            />
          )}
        </ArticleList>
      )}
      {!answered && (
        <EmptyState
          icon={IconMoodEmpty}
          title={count > 0 ? <Trans>Not what you need?</Trans> : <Trans>No article answers this yet</Trans>}
          text={
            <Trans>Tell us what is wrong; someone will help. We also see what was searched in vain.</Trans>
          }
          action={
            <ButtonLink to="/new" search={{ title: q }} variant="light">
              <Trans>Report it</Trans>
            </ButtonLink>
          }
        />
      )}
    </Stack>
  );
}
