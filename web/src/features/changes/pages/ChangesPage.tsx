import { Trans, useLingui } from '@lingui/react/macro';
import { Button, CloseButton, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCalendar, IconCirclePlus, IconReplace, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { type ChangeView, changeCountsQuery, changesQuery, FIGURE_DAYS } from '@/api/changes';
import { VIEW_LABELS } from '@/ui/change-labels';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { ButtonLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { RowsSkeleton } from '@/ui/Skeletons';
import { ViewTabs } from '@/ui/ViewTabs';
import { ChangeRows } from '../components/ChangeRows';
import { FigureFilter } from '../components/FigureFilter';
import { Figures } from '../components/Figures';
import { type Ended, type Figure, VIEWS } from '../views';

const route = getRouteApi('/signed-in/desk/changes');
const TYPING_MS = 250;

/** What is planned, asked for, carried out and to be looked back at. */
export function ChangesPage() {
  const { t } = useLingui();
  const { view = 'all', q = '', ended, ...figure } = route.useSearch();
  const navigate = route.useNavigate();
  const [text, setText] = useState(q);
  const [asked] = useDebouncedValue(text.trim(), TYPING_MS);
  const { data: counts } = useQuery(changeCountsQuery());
  useEffect(() => {
    void navigate({ search: (old) => ({ ...old, q: asked || undefined }), replace: true });
  }, [asked, navigate]);
  return (
    <Page
      title={t`Changes`}
      width="wide"
      lead={<Trans>What is going to be altered, when, and who said yes to it.</Trans>}
      actions={
        <>
          <ButtonLink
            to="/changes/calendar"
            variant="default"
            size="sm"
            leftSection={<IconCalendar size={16} aria-hidden />}
          >
            <Trans>Calendar</Trans>
          </ButtonLink>
          <ButtonLink to="/changes/new" size="sm" leftSection={<IconCirclePlus size={16} aria-hidden />}>
            <Trans>New change</Trans>
          </ButtonLink>
        </>
      }
    >
      <ViewTabs<ChangeView>
        label={t`Lists of changes`}
        value={view}
        onChange={(next) => void navigate({ search: (old) => ({ ...old, view: next }), replace: true })}
        options={VIEWS.map((one) => ({ value: one, label: t(VIEW_LABELS[one]), count: counts?.[one] }))}
      />
      <TextInput
        data-search-field
        type="search"
        aria-label={t`Search changes by title or number`}
        placeholder={t`Search by title or number`}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          text && <CloseButton size="sm" aria-label={t`Clear the search`} onClick={() => setText('')} />
        }
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={200}
        autoComplete="off"
        maw={420}
        mb="md"
      />
      <Figures ended={ended} onEnded={(next) => void navigate({ search: { ended: next }, replace: true })} />
      <FigureFilter figure={figure} onClear={() => void navigate({ search: {}, replace: true })} />
      <List view={view} q={asked} ended={ended} figure={figure} />
    </Page>
  );
}

interface ListProps {
  view: ChangeView;
  q: string;
  ended: Ended | undefined;
  figure: Figure;
}

function List({ view, q, ended, figure }: ListProps) {
  const list = useInfiniteQuery(
    changesQuery({
      view,
      q: q || undefined,
      finished_days: ended && FIGURE_DAYS,
      ...figure,
      outcome: ended && ended !== 'any' ? ended : figure.outcome,
    }),
  );
  if (list.isPending) return <RowsSkeleton count={8} />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const changes = list.data.pages.flatMap((page) => page.items);
  if (changes.length === 0)
    return (
      <EmptyState
        icon={IconReplace}
        title={q ? <Trans>No change matches</Trans> : <Trans>No changes here</Trans>}
        text={<Trans>Whatever alters a system in use is planned here first.</Trans>}
      />
    );
  return (
    <Stack gap="sm">
      <ChangeRows changes={changes} />
      {list.hasNextPage && (
        <Button variant="default" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </Stack>
  );
}
