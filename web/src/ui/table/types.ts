import type { ReactNode } from 'react';

export interface DataColumn<T> {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** A CSS grid track: `120px`, `minmax(220px, 1fr)`. */
  width: string;
  /** The server's name for sorting by this column; absent where it cannot be sorted by. */
  sortKey?: string;
  align?: 'start' | 'end';
}

export interface Selection {
  selected: ReadonlySet<string>;
  onChange: (selected: Set<string>) => void;
}

export interface DataTableProps<T> {
  /** What the table lists, for screen readers. */
  label: string;
  rows: T[];
  /** Must be stable between renders. */
  columns: DataColumn<T>[];
  rowId: (row: T) => string;
  /** How the row is called in its checkbox's label. */
  rowName: (row: T) => string;
  /** Rows on the server, which may be more than are loaded. */
  total?: number | undefined;
  onOpen?: ((row: T, newTab: boolean) => void) | undefined;
  /** The row on a phone; without it the table scrolls sideways there. */
  card?: ((row: T) => ReactNode) | undefined;
  selection?: Selection | undefined;
  /** `priority` or `-updated_at`. */
  sort?: string | undefined;
  onSort?: ((sort: string) => void) | undefined;
  /** Ids of columns not to show. */
  hidden?: readonly string[] | undefined;
  hasMore?: boolean | undefined;
  onMore?: (() => void) | undefined;
  /** Fetching behind rows that stay visible. */
  fetching?: boolean | undefined;
  rowTone?: ((row: T) => 'warn' | 'breach' | undefined) | undefined;
  /** Rows come gathered; a new name begins a new group. */
  groupOf?: ((row: T) => string) | undefined;
  /** Shown in place of rows when there are none. */
  empty: ReactNode;
  /** Height of the scrolling box; the default fills the page. */
  height?: string | undefined;
  /** The row keys act on, so that a page can offer commands for it. */
  onActive?: ((row: T | null) => void) | undefined;
}
