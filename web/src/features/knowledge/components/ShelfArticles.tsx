import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Stack, Title } from '@mantine/core';
import { IconArrowLeft, IconBooks } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { articlesQuery, homeQuery } from '@/api/knowledge';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/links';
import { CardsSkeleton } from '@/ui/Skeletons';
import { ArticleList } from './ArticleList';
import { ArticleRow } from './ArticleRow';

/** Everything on one shelf. */
export function ShelfArticles({ id }: { id: string }) {
  const { t } = useLingui();
  const { data: home } = useQuery(homeQuery());
  const list = useInfiniteQuery(articlesQuery({ category_id: id, live: true }));
  const name = home?.shelves.find((shelf) => shelf.id === id)?.name ?? t`Category`;
  const articles = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack gap="sm">
      <TextLink to="/kb" size="sm">
        <Group gap={4} component="span" display="inline-flex">
          <IconArrowLeft size={15} aria-hidden /> <Trans>All categories</Trans>
        </Group>
      </TextLink>
      <Title order={2}>{name}</Title>
      {list.isPending && <CardsSkeleton />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && articles.length === 0 && (
        <EmptyState icon={IconBooks} title={<Trans>Nothing on this shelf yet</Trans>} />
      )}
      {articles.length > 0 && (
        <ArticleList items={articles} id={(article) => article.id} label={name}>
          {(article) => <ArticleRow article={article} />}
        </ArticleList>
      )}
      {list.hasNextPage && (
        <Button variant="default" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </Stack>
  );
}
