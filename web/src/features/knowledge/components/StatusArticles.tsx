import { Trans } from '@lingui/react/macro';
import { Button, Stack } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type ArticleFilters, articlesQuery } from '@/api/knowledge';
import { currentTime } from '@/lib/clock';
import { formatDate, formatRelative } from '@/lib/time';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { CardsSkeleton } from '@/ui/Skeletons';
import { ArticleList } from './ArticleList';
import { ArticleRow } from './ArticleRow';

interface Props {
  filters: ArticleFilters;
  empty: ReactNode;
  label: string;
}

/** Articles that stand at the same point of their way. */
export function StatusArticles({ filters, empty, label }: Props) {
  const list = useInfiniteQuery(articlesQuery(filters));
  if (list.isPending) return <CardsSkeleton />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const articles = list.data.pages.flatMap((page) => page.items);
  if (articles.length === 0) return <EmptyState icon={IconChecks} title={empty} />;
  return (
    <Stack gap="sm">
      <ArticleList items={articles} id={({ id }) => id} label={label}>
        {(article) => (
          <ArticleRow
            article={article}
            facts={
              <>
                <span>{article.category.name}</span>
                {article.owner && (
                  <span>
                    <Trans>Kept by {article.owner.name}</Trans>
                  </span>
                )}
                <span>
                  <Trans>Changed {formatRelative(article.updated_at, currentTime())}</Trans>
                </span>
                {filters.due && article.review_by && (
                  <span>
                    <Trans>Due {formatDate(article.review_by)}</Trans>
                  </span>
                )}
                {article.is_live && article.status !== 'published' && (
                  <span>
                    <Trans>An earlier text is live</Trans>
                  </span>
                )}
              </>
            }
          />
        )}
      </ArticleList>
      {list.hasNextPage && (
        <Button variant="default" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </Stack>
  );
}
