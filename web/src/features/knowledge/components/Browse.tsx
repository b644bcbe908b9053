import { Trans, useLingui } from '@lingui/react/macro';
import { SimpleGrid, Stack, Title } from '@mantine/core';
import { IconBooks } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { homeQuery, type KnowledgeHome } from '@/api/knowledge';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { BlockLink } from '@/ui/links';
import { CardsSkeleton } from '@/ui/Skeletons';
import { ArticleList } from './ArticleList';
import { ArticleRow } from './ArticleRow';
import classes from './Browse.module.css';

/** Shelves, what is read most, what is new. */
export function Browse() {
  const { t } = useLingui();
  const { data, isPending, isError, error, refetch } = useQuery(homeQuery());
  if (isPending) return <CardsSkeleton count={4} />;
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data.recent.length === 0)
    return (
      <EmptyState
        icon={IconBooks}
        title={<Trans>There is no article yet</Trans>}
        text={<Trans>The first one is best written out of a ticket that was just solved.</Trans>}
      />
    );
  return (
    <Stack gap="xl">
      <Shelves shelves={data.shelves} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <section>
          <Title order={2} mb="sm">
            <Trans>Read most</Trans>
          </Title>
          <ArticleList items={data.popular.slice(0, 6)} id={({ id }) => id} label={t`Read most`}>
            {(article) => <ArticleRow article={article} />}
          </ArticleList>
        </section>
        <section>
          <Title order={2} mb="sm">
            <Trans>New and renewed</Trans>
          </Title>
          <ArticleList items={data.recent.slice(0, 6)} id={({ id }) => id} label={t`New and renewed`}>
            {(article) => <ArticleRow article={article} />}
          </ArticleList>
        </section>
      </SimpleGrid>
    </Stack>
  );
}

function Shelves({ shelves }: Pick<KnowledgeHome, 'shelves'>) {
  const { t } = useLingui();
  return (
    <nav aria-label={t`Categories`} className={classes.shelves}>
      {shelves
        .filter(({ articles }) => articles > 0)
        .map(({ id, name, articles }) => (
          <BlockLink key={id} to="/kb" search={{ category: id }} className={classes.shelf}>
            <span className={classes.name}>{name}</span>
            <span className={classes.count}>{articles}</span>
          </BlockLink>
        ))}
    </nav>
  );
}
