import { useMediaQuery } from '@mantine/hooks';
import { CardList } from './CardList';
import { GridTable } from './GridTable';
import type { DataTableProps } from './types';

/** A list of records: a grid with keyboard and virtual rows, cards on phones. */
export function DataTable<T>(props: DataTableProps<T>) {
  const phone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  if (props.rows.length === 0 && !props.fetching) return <>{props.empty}</>;
  return phone && props.card ? <CardList {...props} card={props.card} /> : <GridTable {...props} />;
}
