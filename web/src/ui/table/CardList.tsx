import { Trans } from '@lingui/react/macro';
import { Button, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DataTableProps } from './types';

export function CardList<T>(props: DataTableProps<T> & { card: (row: T) => ReactNode }) {
  return (
    <Stack
      gap="sm"
      component="ul"
      p={0}
      m={0}
      aria-label={props.label}
      aria-busy={props.fetching || undefined}
    >
      {props.rows.map((row) => (
        <li key={props.rowId(row)} style={{ listStyle: 'none' }}>
          {props.card(row)}
        </li>
      ))}
      {props.hasMore && (
        <li style={{ listStyle: 'none' }}>
          <Button fullWidth variant="default" onClick={props.onMore} loading={props.fetching ?? false}>
            <Trans>Show more</Trans>
          </Button>
        </li>
      )}
    </Stack>
  );
}
