import { Trans, useLingui } from '@lingui/react/macro';
import { CloseButton, Loader, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPencilPlus, IconSearch, IconSettings2 } from '@tabler/icons-react';
import { useIsFetching } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useCan } from '@/api/auth';
import { kbKeys } from '@/api/knowledge';
import { ButtonLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { CardsSkeleton } from '@/ui/Skeletons';
import { Browse } from '../components/Browse';

const Results = lazy(async () => ({ default: (await import('../components/Results')).Results }));
const ShelfArticles = lazy(async () => ({
  default: (await import('../components/ShelfArticles')).ShelfArticles,
}));

const route = getRouteApi('/signed-in/kb');
const TYPING_MS = 180;

/** Search first; who does not search finds shelves, what others read, and what is new. */
export function KnowledgePage() {
  const { t } = useLingui();
  const { q = '', category } = route.useSearch();
  const navigate = route.useNavigate();
  const writes = useCan('kb.write');
  const [text, setText] = useState(q);
  const [asked] = useDebouncedValue(text.trim(), TYPING_MS);
  const busy = useIsFetching({ queryKey: [...kbKeys.all, 'search'] }) > 0;
  useEffect(() => {
    void navigate({ search: (old) => ({ ...old, q: asked || undefined }), replace: true });
  }, [asked, navigate]);
  return (
    <Page
      title={t`Help and answers`}
      lead={<Trans>What others asked before you, answered by IT.</Trans>}
      actions={
        writes && (
          <>
            <ButtonLink
              to="/kb/manage"
              variant="default"
              size="sm"
              leftSection={<IconSettings2 size={16} aria-hidden />}
            >
              <Trans>Manage</Trans>
            </ButtonLink>
            <ButtonLink to="/kb/new" size="sm" leftSection={<IconPencilPlus size={16} aria-hidden />}>
              <Trans>Write an article</Trans>
            </ButtonLink>
          </>
        )
      }
    >
      <search>
        <TextInput
          data-search-field
          size="lg"
          type="search"
          aria-label={t`Search help articles`}
          placeholder={t`Describe it in your own words, or paste an error code`}
          leftSection={busy && asked ? <Loader size={18} /> : <IconSearch size={20} aria-hidden />}
          rightSection={
            text && <CloseButton aria-label={t`Clear the search`} onClick={() => setText('')} size="md" />
          }
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={200}
          autoComplete="off"
          mb="lg"
        />
      </search>
      <Suspense fallback={<CardsSkeleton />}>
        {asked ? <Results q={asked} /> : category ? <ShelfArticles id={category} /> : <Browse />}
      </Suspense>
    </Page>
  );
}
