import { Trans } from '@lingui/react/macro';
import { Button, Grid } from '@mantine/core';
import { type Icon, IconPlus } from '@tabler/icons-react';
import { type ReactNode, Suspense } from 'react';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { FilterBar } from '@/ui/FilterBar';
import { CardsSkeleton } from '@/ui/Skeletons';
import { AdminPage } from '../frame/AdminPage';
import { DraftAside } from '../frame/DraftAside';
import { useDraftId } from '../frame/draft-scope';
import { NEW, useAdminSearch } from '../frame/use-admin-search';

interface Props {
  title: string;
  lead: ReactNode;
  icon: Icon;
  addLabel: ReactNode;
  searchLabel: string;
  query: { isPending: boolean; error: unknown; refetch: () => unknown };
  /** How many rules the search leaves. */
  found: number;
  list: ReactNode;
  /** The panel where rules are tried out. */
  aside: ReactNode;
  drawer: ReactNode;
}

/** Frame of every page of ordered rules: the list, and beside it the place to try them. */
export function RulesPage(props: Props) {
  const { query, found } = props;
  const { search, set, open } = useAdminSearch();
  const draft = useDraftId();
  return (
    <AdminPage
      title={props.title}
      lead={props.lead}
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={() => open(NEW)}>
          {props.addLabel}
        </Button>
      }
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <FilterBar
            search={search.q ?? ''}
            onSearch={(q) => set({ q })}
            searchLabel={props.searchLabel}
            onClear={() => set({ q: '' })}
          />
          {query.isPending && <CardsSkeleton count={5} />}
          {query.error != null && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
          {!query.isPending && !query.error && found === 0 && (
            <EmptyState
              icon={props.icon}
              title={search.q ? <Trans>No rule fits your search</Trans> : <Trans>There is none yet</Trans>}
            />
          )}
          {props.list}
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Suspense fallback={<CardsSkeleton count={1} />}>
            {draft ? <DraftAside id={draft} /> : props.aside}
          </Suspense>
        </Grid.Col>
      </Grid>
      {props.drawer}
    </AdminPage>
  );
}
