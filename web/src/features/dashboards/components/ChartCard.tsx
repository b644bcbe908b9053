import { Skeleton, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorState } from '@/ui/ErrorState';
import classes from './Dashboard.module.css';

interface Props<T> {
  title: string;
  /** Of twelve columns, where there is room for several. */
  span: 4 | 6 | 8 | 12;
  query: { data: T | undefined; error: unknown; refetch: () => unknown };
  children: (data: T) => ReactNode;
}

/** One figure with its heading; a part that fails leaves the others standing. */
export function ChartCard<T>({ title, span, query, children }: Props<T>) {
  const { data, error, refetch } = query;
  return (
    <section className={classes.card} data-span={span}>
      <Title order={2} size="h3" mb="sm">
        {title}
      </Title>
      {data !== undefined ? (
        children(data)
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton h={260} radius="md" />
      )}
    </section>
  );
}
