import { useLingui } from '@lingui/react/macro';
import { Checkbox } from '@mantine/core';
import type { CSSProperties, KeyboardEvent, MouseEvent } from 'react';
import classes from './DataTable.module.css';
import type { DataColumn } from './types';

interface Props<T> {
  row: T;
  name: string;
  columns: DataColumn<T>[];
  index: number;
  tone: 'warn' | 'breach' | undefined;
  style: CSSProperties;
  isActive: boolean;
  /** Undefined where rows cannot be selected. */
  isSelected: boolean | undefined;
  onFocus: (index: number) => void;
  onToggle: (index: number, range: boolean) => void;
  onOpen: ((index: number, newTab: boolean) => void) | undefined;
}

export function GridRow<T>(props: Props<T>) {
  const { index, isSelected, onOpen } = props;
  const onClick = (event: MouseEvent) => {
    if (!isControl(event.target)) onOpen?.(index, event.metaKey || event.ctrlKey);
  };
  // The grid handles the keys of all rows; this one only keeps Space from scrolling the page.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === ' ' && !isControl(event.target)) event.preventDefault();
  };
  return (
    <div
      role="row"
      data-row={index}
      data-tone={props.tone}
      data-open={onOpen ? true : undefined}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={props.isActive ? 0 : -1}
      className={classes.row}
      style={props.style}
      onFocus={() => props.onFocus(index)}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      {isSelected !== undefined && (
        <CheckCell
          name={props.name}
          checked={isSelected}
          onToggle={(range) => props.onToggle(index, range)}
        />
      )}
      {props.columns.map((column) => (
        <div key={column.id} role="gridcell" tabIndex={-1} className={classes.cell} data-align={column.align}>
          {column.cell(props.row)}
        </div>
      ))}
    </div>
  );
}

function CheckCell({
  name,
  checked,
  onToggle,
}: {
  name: string;
  checked: boolean;
  onToggle: (range: boolean) => void;
}) {
  const { t } = useLingui();
  return (
    <div role="gridcell" tabIndex={-1} className={classes.check}>
      <Checkbox
        size="xs"
        tabIndex={-1}
        aria-label={t`Select ${name}`}
        checked={checked}
        onChange={(event) =>
          onToggle((event.nativeEvent as unknown as { shiftKey?: boolean }).shiftKey ?? false)
        }
      />
    </div>
  );
}

function isControl(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.closest('input, label, button, a, select') !== null;
}
