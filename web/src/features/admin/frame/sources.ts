import type { UseInfiniteQueryResult, UseQueryResult } from '@tanstack/react-query';
import type { Page } from '@/api/types';
import type { ListSource } from './ListPanel';

type Words = (string | null | undefined | boolean)[];

/** A small list that is loaded whole: searched here, in the words a row shows. */
export function wholeList<R>(
  query: UseQueryResult<R[]>,
  text: string | undefined,
  wordsOf: (row: R) => Words,
  keep: (row: R) => boolean = () => true,
): ListSource<R> {
  const { data, error, refetch, isFetching } = query;
  const wanted = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (row: R) => {
    const words = wordsOf(row).filter(Boolean).join(' ').toLowerCase();
    return wanted.every((word) => words.includes(word)) && keep(row);
  };
  return {
    rows: data?.filter(fits),
    error,
    retry: () => void refetch(),
    fetching: isFetching && data !== undefined,
  };
}

/** A long list, fetched page by page. */
export function pagedList<R>(query: UseInfiniteQueryResult<{ pages: Page<R>[] }>): ListSource<R> {
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage } = query;
  return {
    rows: data?.pages.flatMap((page) => page.items),
    total: data?.pages[0]?.total ?? undefined,
    error,
    retry: () => void refetch(),
    fetching: isFetching && data !== undefined,
    hasMore: hasNextPage,
    onMore: () => void fetchNextPage(),
  };
}
