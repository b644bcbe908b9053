import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { rowPixels } from '@/lib/screen';
import classes from './DataTable.module.css';
import { GridHead } from './GridHead';
import { GridRow } from './GridRow';
import { toggled, toggledAll } from './selection';
import type { DataTableProps } from './types';
import { useRoving } from './use-roving';

const GROUP_PX = 34;
const CHECK_TRACK = '28px';
/** Rows from the end at which the next page is asked for. */
const AHEAD = 12;

/** Virtual rows in a grid with one tab stop; only what is visible is in the document. */
export function GridTable<T>(props: DataTableProps<T>) {
  const { rows, rowId, selection, total = rows.length, hasMore, onMore, fetching, onActive, onOpen } = props;
  const { hidden = [] } = props;
  const columns = props.columns.filter(({ id }) => !hidden.includes(id));
  const ids = useMemo(() => rows.map(rowId), [rows, rowId]);
  const { groupOf } = props;
  const groups = useMemo(() => heads(rows, groupOf), [rows, groupOf]);
  const [anchor, setAnchor] = useState<number | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rowPixels() + (groups[index] ? GROUP_PX : 0),
    overscan: 6,
  });

  useEffect(() => virtual.measure(), [virtual, groups]);

  const toggle = (index: number, range: boolean) => {
    selection?.onChange(toggled(selection.selected, ids, index, anchor, range));
    setAnchor(index);
  };
  const open = (index: number, newTab: boolean) => {
    const row = rows[index];
    if (row !== undefined) onOpen?.(row, newTab);
  };
  const roving = useRoving({
    count: rows.length,
    scrollTo: (index) => virtual.scrollToIndex(index),
    onOpen: open,
    onToggle: toggle,
    onToggleAll: () => selection?.onChange(toggledAll(selection.selected, ids)),
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const activeRow = rows[roving.active] ?? null;

  useEffect(() => {
    if (hasMore && !fetching && last >= rows.length - AHEAD) onMore?.();
  }, [hasMore, fetching, onMore, last, rows.length]);
  useEffect(() => onActive?.(activeRow), [onActive, activeRow]);

  const tracks = [...(selection ? [CHECK_TRACK] : []), ...columns.map((column) => column.width)].join(' ');
  return (
    <div className={classes.frame} data-fetching={fetching || undefined} style={{ height: props.height }}>
      <div ref={scroller} className={classes.scroller}>
        <div
          ref={roving.box}
          role="grid"
          aria-label={props.label}
          aria-rowcount={total + 1}
          aria-colcount={columns.length + (selection ? 1 : 0)}
          aria-multiselectable={selection ? true : undefined}
          aria-busy={fetching || undefined}
          tabIndex={-1}
          onKeyDown={roving.onKeyDown}
          className={classes.grid}
        >
          <GridHead
            columns={columns}
            tracks={tracks}
            ids={ids}
            selection={selection}
            sort={props.sort}
            onSort={props.onSort}
          />
          <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
            {shown.map((item) => {
              const row = rows[item.index];
              const id = ids[item.index];
              if (row === undefined || id === undefined) return null;
              const head = groups[item.index];
              const drawn = (
                <GridRow
                  key={id}
                  row={row}
                  name={props.rowName(row)}
                  columns={columns}
                  index={item.index}
                  tone={props.rowTone?.(row)}
                  style={{
                    gridTemplateColumns: tracks,
                    transform: `translateY(${item.start + (head ? GROUP_PX : 0)}px)`,
                    height: rowPixels(),
                  }}
                  isActive={item.index === roving.active}
                  isSelected={selection ? selection.selected.has(id) : undefined}
                  onFocus={roving.setActive}
                  onToggle={toggle}
                  onOpen={onOpen ? open : undefined}
                />
              );
              return head ? [<GroupHead key={`group ${id}`} name={head} top={item.start} />, drawn] : drawn;
            })}
          </div>
        </div>
      </div>
    </div>
  );
}

/** The name of a group where a row begins one. */
function heads<T>(rows: T[], groupOf: ((row: T) => string) | undefined): string[] {
  if (!groupOf) return [];
  const names = rows.map(groupOf);
  return names.map((name, index) => (name === names[index - 1] ? '' : name));
}

function GroupHead({ name, top }: { name: string; top: number }) {
  return (
    <div role="row" tabIndex={-1} className={classes.group} style={{ transform: `translateY(${top}px)` }}>
      <div role="rowheader" tabIndex={-1}>
        {name}
      </div>
    </div>
  );
}
