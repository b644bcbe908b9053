import { Paper } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './ArticleRow.module.css';

interface Props<T> {
  items: T[];
  id: (item: T) => string;
  children: (item: T) => ReactNode;
  label?: string;
}

/** Articles under one another, in one frame. */
export function ArticleList<T>({ items, id, children, label }: Props<T>) {
  return (
    <Paper withBorder component="ul" className={classes.list} aria-label={label}>
      {items.map((item) => (
        <li key={id(item)}>{children(item)}</li>
      ))}
    </Paper>
  );
}
