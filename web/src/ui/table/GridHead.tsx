import { useLingui } from '@lingui/react/macro';
import { Checkbox } from '@mantine/core';
import classes from './DataTable.module.css';
import { HeadCell } from './HeadCell';
import { toggledAll } from './selection';
import type { DataColumn, Selection } from './types';

interface Props<T> {
  columns: DataColumn<T>[];
  tracks: string;
  ids: readonly string[];
  selection: Selection | undefined;
  sort: string | undefined;
  onSort: ((sort: string) => void) | undefined;
}

export function GridHead<T>({ columns, tracks, ids, selection, sort, onSort }: Props<T>) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      tabIndex={-1}
      className={classes.head}
      style={{ gridTemplateColumns: tracks }}
    >
      {selection && <CheckAll ids={ids} selection={selection} />}
      {columns.map((column) => (
        <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} />
      ))}
    </div>
  );
}

function CheckAll({ ids, selection }: { ids: readonly string[]; selection: Selection }) {
  const { t } = useLingui();
  const some = ids.some((id) => selection.selected.has(id));
  const all = some && ids.every((id) => selection.selected.has(id));
  return (
    <div role="columnheader" tabIndex={-1} className={classes.check}>
      <Checkbox
        size="xs"
        aria-label={t`Select all loaded rows`}
        checked={all}
        indeterminate={some && !all}
        onChange={() => selection.onChange(toggledAll(selection.selected, ids))}
      />
    </div>
  );
}
