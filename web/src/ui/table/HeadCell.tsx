import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import classes from './DataTable.module.css';
import type { DataColumn } from './types';

interface Props<T> {
  column: DataColumn<T>;
  sort: string | undefined;
  onSort: ((sort: string) => void) | undefined;
}

export function HeadCell<T>({ column, sort, onSort }: Props<T>) {
  const { sortKey } = column;
  const direction = sort === sortKey ? 'ascending' : sort === `-${sortKey}` ? 'descending' : undefined;
  const sortable = sortKey !== undefined && onSort !== undefined;
  return (
    <div
      role="columnheader"
      tabIndex={-1}
      aria-sort={direction}
      className={classes.headCell}
      data-align={column.align}
    >
      {sortable ? (
        <UnstyledButton
          className={classes.sort}
          onClick={() => onSort(direction === 'ascending' ? `-${sortKey}` : sortKey)}
        >
          {column.header}
          {direction === 'ascending' && <IconArrowUp size={13} aria-hidden />}
          {direction === 'descending' && <IconArrowDown size={13} aria-hidden />}
        </UnstyledButton>
      ) : (
        column.header
      )}
    </div>
  );
}
