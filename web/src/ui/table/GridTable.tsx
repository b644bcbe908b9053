import { useLingui } from '@lingui/react/macro';
import { Checkbox } from '@mantine/core';
import { columnVisibilityFeature, createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import classes from './DataTable.module.css';
import { HeadCell } from './HeadCell';
import { toggled, toggledAll } from './selection';
import type { DataColumn, DataTableProps } from './types';
import { useRoving } from './use-roving';

const ROW_PX = 44;
const CHECK_TRACK = '40px';
/** Rows from the end at which the next page is asked for. */
const AHEAD = 12;
const features = tableFeatures({ columnVisibilityFeature });

/** Virtual rows in a grid with one tab stop; only what is visible is in the document. */
export function GridTable<T>(props: DataTableProps<T>) {
  const { rows, rowId, selection, total = rows.length } = props;
  const { t } = useLingui();
  const table = useModel(props);
  const ids = useMemo(() => rows.map(rowId), [rows, rowId]);
  const [anchor, setAnchor] = useState<number | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
  });

  const toggle = (index: number, range: boolean) => {
    selection?.onChange(toggled(selection.selected, ids, index, anchor, range));
    setAnchor(index);
  };
  const open = (index: number, newTab: boolean) => {
    const row = rows[index];
    if (row !== undefined) props.onOpen?.(row, newTab);
  };
  const roving = useRoving({
    count: rows.length,
    scrollTo: (index) => virtual.scrollToIndex(index),
    onOpen: open,
    onToggle: toggle,
    onToggleAll: () => selection?.onChange(toggledAll(selection.selected, ids)),
  });
  const { hasMore, onMore, fetching, onActive } = props;
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const activeRow = rows[roving.active] ?? null;

  useEffect(() => {
    if (hasMore && !fetching && last >= rows.length - AHEAD) onMore?.();
  }, [hasMore, fetching, onMore, last, rows.length]);
  useEffect(() => onActive?.(activeRow), [onActive, activeRow]);

  const visible = table.getVisibleLeafColumns().map((column) => column.columnDef.meta as DataColumn<T>);
  const tracks = [...(selection ? [CHECK_TRACK] : []), ...visible.map((column) => column.width)].join(' ');
  const models = table.getRowModel().rows;
  const someSelected = ids.some((id) => selection?.selected.has(id));
  const allSelected = someSelected && ids.every((id) => selection?.selected.has(id));

  return (
    <div
      className={classes.frame}
      data-fetching={props.fetching || undefined}
      style={{ height: props.height }}
    >
      <div ref={scroller} className={classes.scroller}>
        {/* biome-ignore lint/a11y/useSemanticElements: a virtual grid cannot be a table element */}
        <div
          ref={roving.box}
          role="grid"
          aria-label={props.label}
          aria-rowcount={total + 1}
          aria-colcount={visible.length + (selection ? 1 : 0)}
          aria-multiselectable={selection ? true : undefined}
          aria-busy={props.fetching || undefined}
          tabIndex={-1}
          onKeyDown={roving.onKeyDown}
          className={classes.grid}
        >
          <div
            role="row"
            aria-rowindex={1}
            tabIndex={-1}
            className={classes.head}
            style={{ gridTemplateColumns: tracks }}
          >
            {selection && (
              <div role="columnheader" tabIndex={-1} className={classes.check}>
                <Checkbox
                  size="xs"
                  aria-label={t`Select all loaded rows`}
                  checked={allSelected}
                  indeterminate={someSelected && !allSelected}
                  onChange={() => selection.onChange(toggledAll(selection.selected, ids))}
                />
              </div>
            )}
            {visible.map((column) => (
              <HeadCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </div>
          <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
            {shown.map((item) => {
              const model = models[item.index];
              if (!model) return null;
              const row = model.original as T;
              const id = ids[item.index] ?? '';
              const isSelected = selection?.selected.has(id) ?? false;
              return (
                <div
                  key={id}
                  role="row"
                  data-row={item.index}
                  data-tone={props.rowTone?.(row)}
                  data-open={props.onOpen ? true : undefined}
                  aria-rowindex={item.index + 2}
                  aria-selected={selection ? isSelected : undefined}
                  tabIndex={item.index === roving.active ? 0 : -1}
                  className={classes.row}
                  style={{
                    gridTemplateColumns: tracks,
                    transform: `translateY(${item.start}px)`,
                    height: item.size,
                  }}
                  onFocus={() => roving.setActive(item.index)}
                  onKeyDown={undefined}
                  onClick={(event) => {
                    if (!isInner(event.target)) open(item.index, event.metaKey || event.ctrlKey);
                  }}
                >
                  {selection && (
                    <div role="gridcell" tabIndex={-1} className={classes.check}>
                      <Checkbox
                        size="xs"
                        tabIndex={-1}
                        aria-label={t`Select ${props.rowName(row)}`}
                        checked={isSelected}
                        onChange={(event) => toggle(item.index, (event.nativeEvent as MouseEvent).shiftKey)}
                      />
                    </div>
                  )}
                  {model.getVisibleCells().map((cell) => {
                    const column = cell.column.columnDef.meta as DataColumn<T>;
                    return (
                      <div
                        key={cell.id}
                        role="gridcell"
                        tabIndex={-1}
                        className={classes.cell}
                        data-align={column.align}
                      >
                        {column.cell(row)}
                      </div>
                    );
                  })}
                </div>
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}

/** Columns, their visibility and rows as TanStack Table sees them. */
function useModel<T>({ rows, columns, hidden, rowId }: DataTableProps<T>) {
  const defs = useMemo(() => {
    const helper = createColumnHelper<typeof features, object>();
    return columns.map((column) =>
      helper.display({ id: column.id, header: column.header, meta: column as object }),
    );
  }, [columns]);
  const columnVisibility = useMemo(
    () => Object.fromEntries((hidden ?? []).map((id) => [id, false])),
    [hidden],
  );
  return useTable({
    features,
    columns: defs,
    data: rows as object[],
    getRowId: (row) => rowId(row as T),
    state: { columnVisibility },
  });
}

function isInner(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.closest('input, label, button, a, select') !== null;
}
