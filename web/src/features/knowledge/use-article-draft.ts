import { useLingui } from '@lingui/react/macro';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isApiError } from '@/api/errors';
import { type Article, type ArticleChanges, kbKeys, updateArticle } from '@/api/knowledge';
import { toastFailed } from '@/lib/toast';

export interface Values {
  title: string;
  summary: string;
  body: string;
  category_id: string;
  audience: Article['audience'];
  tags: string[];
  language: string;
  owner: Article['owner'];
  review_by: string | null;
}

const PAUSE_MS = 1_500;

const valuesOf = (article: Article): Values => ({
  title: article.title,
  summary: article.summary,
  body: article.body,
  category_id: article.category.id,
  audience: article.audience,
  tags: article.tags,
  language: article.language,
  owner: article.owner,
  review_by: article.review_by,
});

/** Only what differs from what the server has. */
export function changesOf(values: Values, article: Article): ArticleChanges {
  const { owner, ...plain } = values;
  const known = valuesOf(article);
  const changed = Object.entries(plain).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(known[name as keyof Values]),
  );
  return {
    ...Object.fromEntries(changed),
    ...(owner?.id === article.owner?.id ? {} : { owner_id: owner?.id ?? null }),
  };
}

/** The article as it is typed; a pause saves it. A change by somebody else meanwhile is said, not overwritten. */
export function useArticleDraft(first: Article) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [article, setArticle] = useState(first);
  const [values, setValues] = useState(() => valuesOf(first));
  const [paused] = useDebouncedValue(values, PAUSE_MS);
  const save = useMutation({
    mutationFn: (changes: ArticleChanges) => updateArticle(article.id, article.version, changes),
    onSuccess: (after) => {
      setArticle(after);
      client.setQueryData(kbKeys.newest(after.slug), after);
      void client.invalidateQueries({ queryKey: kbKeys.lists });
      void client.invalidateQueries({ queryKey: kbKeys.article(after.slug), exact: true });
    },
    onError: (error) => {
      if (!isApiError(error, 412)) toastFailed(error, t`Your changes are not saved yet`);
    },
  });
  const changes = changesOf(values, article);
  const isDirty = Object.keys(changes).length > 0;
  const isValid = values.title.trim().length >= 3;
  const isStale = isApiError(save.error, 412);
  const { mutate, isPending } = save;
  useEffect(() => {
    const due = changesOf(paused, article);
    if (paused === values && isValid && !isPending && !isStale && Object.keys(due).length > 0) mutate(due);
  }, [paused, values, article, isValid, isPending, isStale, mutate]);
  return {
    article,
    setArticle,
    values,
    patch: (more: Partial<Values>) => setValues((old) => ({ ...old, ...more })),
    saveNow: () => isDirty && isValid && mutate(changes),
    isDirty,
    isSaving: isPending,
    isStale,
    error: isApiError(save.error, 422) ? save.error.fieldErrors : {},
  };
}
