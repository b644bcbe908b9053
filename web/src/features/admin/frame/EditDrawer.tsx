import { useLingui } from '@lingui/react/macro';
import { Drawer, Skeleton, Stack } from '@mantine/core';
import { type ReactNode, Suspense } from 'react';
import { ErrorState } from '@/ui/ErrorState';
import classes from './EditDrawer.module.css';
import { NEW, useAdminSearch } from './use-admin-search';

interface Props<R> {
  /** Title for a new record and for one that is edited. */
  titles: { create: string; edit: string };
  rows: R[] | undefined;
  rowId: (row: R) => string;
  error?: unknown;
  onRetry?: () => void;
  size?: string | number;
  /** The form; `null` for a new record. */
  children: (record: R | null) => ReactNode;
}

/** A record beside its list; which one is in the address (`?edit=`), so it can be linked to. */
export function EditDrawer<R>({ titles, rows, rowId, error, onRetry, size = 560, children }: Props<R>) {
  const { t } = useLingui();
  const { search, close } = useAdminSearch();
  const id = search.edit;
  const record = id === NEW ? null : rows?.find((row) => rowId(row) === id);
  return (
    <Drawer
      opened={id !== undefined}
      onClose={() => close()}
      position="right"
      size={size}
      title={id === NEW ? titles.create : titles.edit}
      closeButtonProps={{ 'aria-label': t`Close` }}
      classNames={{ content: classes.content, body: classes.body, title: classes.title }}
    >
      {id !== undefined && record === undefined ? (
        <Waiting missing={rows !== undefined} error={error} onRetry={onRetry} />
      ) : (
        id !== undefined && <Keyed key={id}>{children(record ?? null)}</Keyed>
      )}
    </Drawer>
  );
}

/** A form of its own for each record; its code is loaded with the first one that is opened. */
function Keyed({ children }: { children: ReactNode }) {
  return <Suspense fallback={<Loading />}>{children}</Suspense>;
}

interface WaitingProps {
  missing: boolean;
  error: unknown;
  onRetry: (() => void) | undefined;
}

function Waiting({ missing, error, onRetry }: WaitingProps) {
  const { t } = useLingui();
  if (error) return <ErrorState error={error} {...(onRetry ? { onRetry } : {})} />;
  if (missing) return <ErrorState error={null} title={t`This does not exist (any more)`} />;
  return <Loading />;
}

function Loading() {
  const { t } = useLingui();
  return (
    <Stack role="status" aria-busy="true" aria-label={t`Loading`}>
      <Skeleton h={56} />
      <Skeleton h={56} />
      <Skeleton h={120} />
    </Stack>
  );
}
