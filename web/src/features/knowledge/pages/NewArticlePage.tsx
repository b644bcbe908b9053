import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, Paper, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { isApiError } from '@/api/errors';
import { articleCategoriesQuery, createArticle, suggestQuery } from '@/api/knowledge';
import { useRequestKey } from '@/lib/request-key';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { CardsSkeleton } from '@/ui/Skeletons';
import { ArticleList } from '../components/ArticleList';
import { ArticleRow } from '../components/ArticleRow';

const route = getRouteApi('/signed-in/desk/kb/new');

/** Title and shelf first: whoever begins an article sees at once whether there is one already. */
export function NewArticlePage() {
  const { t } = useLingui();
  const { title: given = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const [title, setTitle] = useState(given);
  const [chosen, setChosen] = useState('');
  const key = useRequestKey();
  const { data: shelves = [], isPending, isError, error, refetch } = useQuery(articleCategoriesQuery());
  const open = shelves.filter((shelf) => shelf.is_active);
  const category = chosen || open[0]?.id || '';
  const create = useMutation({
    mutationFn: () => {
      const body = { title: title.trim(), category_id: category };
      return createArticle(body as Parameters<typeof createArticle>[0], key.of(body));
    },
    onSuccess: ({ slug }) => navigate({ to: '/kb/$slug/edit', params: { slug } }),
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  const refused = isApiError(create.error, 422) ? create.error.fieldErrors.title : undefined;
  return (
    <Page
      title={t`Write an article`}
      width="narrow"
      lead={<Trans>Title it as people would ask: a question or a symptom.</Trans>}
    >
      {isPending && <CardsSkeleton count={1} />}
      {isError && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!isPending && !isError && (
        <Stack gap="lg">
          <Paper withBorder p="lg">
            <Stack component="form" onSubmit={onSubmit}>
              <TextInput
                label={t`Title`}
                placeholder={t`Why does the VPN drop every ten minutes?`}
                value={title}
                onChange={(event) => setTitle(event.currentTarget.value)}
                error={refused}
                maxLength={200}
                required
                autoFocus
                withAsterisk={false}
              />
              <NativeSelect
                label={t`Category`}
                value={category}
                onChange={(event) => setChosen(event.currentTarget.value)}
                data={open.map(({ id, name }) => ({ value: id, label: name }))}
              />
              {create.isError && !refused && <ErrorState error={create.error} />}
              <Button
                type="submit"
                loading={create.isPending}
                disabled={title.trim().length < 3}
                style={{ alignSelf: 'flex-end' }}
              >
                <Trans>Begin</Trans>
              </Button>
            </Stack>
          </Paper>
          <Present title={title} />
        </Stack>
      )}
    </Page>
  );
}

function Present({ title }: { title: string }) {
  const { t } = useLingui();
  const [asked] = useDebouncedValue(title.trim(), 300);
  const { data } = useQuery(suggestQuery(asked.split(/\s+/).length > 1 ? asked : ''));
  if (!data || data.items.length === 0 || asked === '') return null;
  return (
    <section aria-label={t`There already`}>
      <p>
        <Trans>These are there already:</Trans>
      </p>
      <ArticleList items={data.items} id={({ article }) => article.id}>
        {({ article }) => <ArticleRow article={article} />}
      </ArticleList>
    </section>
  );
}
