import { Trans, useLingui } from '@lingui/react/macro';
import { Anchor, Group, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { IconArrowLeft, IconFileOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useCan } from '@/api/auth';
import { isApiError } from '@/api/errors';
import { type Article, articleQuery, type Heading, noteView, relatedQuery } from '@/api/knowledge';
import { formatDate } from '@/lib/time';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { AudienceBadge } from '@/ui/kb/AudienceBadge';
import { ButtonLink, TextLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { ConversationSkeleton } from '@/ui/Skeletons';
import { hasContents, readingMinutes } from '../model';
import classes from './ArticlePage.module.css';

/** With the net that cleans it once more; asked for together with the article. */
const ArticleBody = lazy(async () => ({ default: (await import('@/ui/kb/ArticleBody')).ArticleBody }));
/** For editors, and for below the text: fetched after it. */
const ArticleDesk = lazy(async () => ({ default: (await import('../components/ArticleDesk')).ArticleDesk }));
const Helpful = lazy(async () => ({ default: (await import('../components/Helpful')).Helpful }));

const route = getRouteApi('/signed-in/kb/$slug');

/** One article, as its readers see it. */
export function ArticlePage() {
  const { t } = useLingui();
  const { slug } = route.useParams();
  const { data: article, isPending, isError, error, refetch } = useQuery(articleQuery(slug));
  const id = article?.is_live ? article.id : undefined;
  useEffect(() => {
    // Counting is not worth a word to the reader when it fails.
    if (id) noteView(id).catch(() => undefined);
  }, [id]);
  if (isPending)
    return (
      <Page title={t`Article`} quiet>
        <ConversationSkeleton />
      </Page>
    );
  if (isError)
    return (
      <Page title={t`Article`} quiet above={<Back />}>
        {isApiError(error, 404) ? (
          <EmptyState
            icon={IconFileOff}
            title={<Trans>This article is not here</Trans>}
            text={<Trans>It was withdrawn, or it is not for your eyes.</Trans>}
            action={
              <ButtonLink to="/kb" variant="light">
                <Trans>Search the others</Trans>
              </ButtonLink>
            }
          />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )}
      </Page>
    );
  return <Whole article={article} />;
}

function Whole({ article }: { article: Article }) {
  const writes = useCan('kb.write');
  const contents = hasContents(article.outline);
  return (
    <Page title={article.title} above={<Back />} lead={<Facts article={article} />}>
      <div className={classes.columns} data-contents={contents || undefined}>
        <article className={classes.main} lang={article.language}>
          {writes && (
            <Suspense fallback={<Skeleton h={110} mb="lg" radius="lg" />}>
              <ArticleDesk article={article} />
            </Suspense>
          )}
          <div className={classes.sheet}>
            {article.summary && <p className={classes.summary}>{article.summary}</p>}
            {contents && (
              <details className={classes.fold}>
                <summary>
                  <Trans>On this page</Trans>
                </summary>
                <Contents outline={article.outline} />
              </details>
            )}
            <Suspense fallback={<Skeleton h={260} />}>
              <ArticleBody html={article.html} articleId={article.id} />
            </Suspense>
          </div>
          {article.is_live && (
            <Suspense fallback={<Skeleton h={70} mt="xl" radius="lg" />}>
              <Helpful article={article} />
            </Suspense>
          )}
          <Related slug={article.slug} />
        </article>
        {contents && (
          <aside className={classes.side}>
            <Text size="sm" fw={600} mb={6}>
              <Trans>On this page</Trans>
            </Text>
            <Contents outline={article.outline} />
          </aside>
        )}
      </div>
    </Page>
  );
}

function Back() {
  return (
    <TextLink to="/kb" size="sm" mb="xs" display="inline-block">
      <Group gap={4} component="span" display="inline-flex">
        <IconArrowLeft size={15} aria-hidden /> <Trans>Help and answers</Trans>
      </Group>
    </TextLink>
  );
}

function Facts({ article }: { article: Article }) {
  const minutes = readingMinutes(article.html);
  return (
    <Text span size="sm" className={classes.facts}>
      <TextLink to="/kb" search={{ category: article.category.id }} size="sm">
        {article.category.name}
      </TextLink>
      {article.published_at && (
        <span>
          <Trans>Updated {formatDate(article.published_at)}</Trans>
        </span>
      )}
      {article.owner && (
        <span>
          <Trans>Kept by {article.owner.name}</Trans>
        </span>
      )}
      <span>
        <Trans>{minutes} min read</Trans>
      </span>
      <AudienceBadge audience={article.audience} />
    </Text>
  );
}

function Contents({ outline }: { outline: Heading[] }) {
  const { t } = useLingui();
  return (
    <nav aria-label={t`On this page`}>
      <ul className={classes.contents}>
        {outline.map((heading) => (
          <li key={heading.id} data-level={heading.level}>
            <Anchor href={`#${heading.id}`} size="sm">
              {heading.text}
            </Anchor>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Related({ slug }: { slug: string }) {
  const { data = [] } = useQuery(relatedQuery(slug));
  if (data.length === 0) return null;
  return (
    <Paper withBorder component="section" p="md" mt="lg">
      <Text component="h2" fw={600} mb="xs">
        <Trans>Related articles</Trans>
      </Text>
      <Stack component="ul" gap={6} m={0} p={0} className={classes.plain}>
        {data.map((one) => (
          <li key={one.id}>
            <TextLink to="/kb/$slug" params={{ slug: one.slug }} size="sm">
              {one.title}
            </TextLink>{' '}
            <AudienceBadge audience={one.audience} />
          </li>
        ))}
      </Stack>
    </Paper>
  );
}
