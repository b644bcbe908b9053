import { useLingui } from '@lingui/react/macro';
import { NativeSelect, Paper, Stack, TagsInput, TextInput } from '@mantine/core';
import { useCan } from '@/api/auth';
import type { Article, ArticleCategory } from '@/api/knowledge';
import { PersonSelect } from '@/ui/PersonSelect';
import { AUDIENCE_LABELS } from '../labels';
import type { Values } from '../use-article-draft';

interface Props {
  values: Values;
  patch: (changes: Partial<Values>) => void;
  categories: ArticleCategory[];
  article: Article;
}

/** Where an article stands, who reads it, who keeps it, when it is looked at again. */
export function Placement({ values, patch, categories, article }: Props) {
  const { t } = useLingui();
  const publishes = useCan('kb.publish');
  const open = categories.filter(({ id, is_active: active }) => active || id === values.category_id);
  return (
    <Paper withBorder component="aside" p="md" style={{ alignSelf: 'start' }} aria-label={t`Placement`}>
      <Stack gap="md">
        <NativeSelect
          label={t`Who reads it`}
          description={article.is_live && !publishes ? t`Only who may publish changes this now.` : undefined}
          disabled={article.is_live && !publishes}
          value={values.audience}
          onChange={(event) => patch({ audience: event.currentTarget.value as Values['audience'] })}
          data={(['everyone', 'staff'] as const).map((value) => ({
            value,
            label: t(AUDIENCE_LABELS[value]),
          }))}
        />
        <NativeSelect
          label={t`Category`}
          value={values.category_id}
          onChange={(event) => patch({ category_id: event.currentTarget.value })}
          data={open.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TagsInput
          label={t`Tags`}
          description={t`Other words people use for it.`}
          value={values.tags}
          onChange={(tags) => patch({ tags: tags.map((tag) => tag.trim().toLowerCase()).filter(Boolean) })}
          maxTags={20}
          splitChars={[',']}
        />
        <PersonSelect
          size="sm"
          label={t`Kept by`}
          value={values.owner}
          onPick={(owner) => patch({ owner })}
        />
        <TextInput
          type="date"
          label={t`Look at it again by`}
          description={t`Whoever keeps it is reminded by mail.`}
          value={values.review_by ?? ''}
          onChange={(event) => patch({ review_by: event.currentTarget.value || null })}
        />
        <NativeSelect
          label={t`Language`}
          value={values.language}
          onChange={(event) => patch({ language: event.currentTarget.value })}
          data={[
            { value: 'en', label: 'English' },
            { value: 'id', label: 'Bahasa Indonesia' },
            { value: 'tl', label: 'Filipino' },
            { value: 'zh', label: '中文' },
          ]}
        />
      </Stack>
    </Paper>
  );
}
