/** The set after a click or key on one row; `range` adds everything between it and the last one. */
export function toggled(
  selected: ReadonlySet<string>,
  ids: readonly string[],
  index: number,
  anchor: number | null,
  range: boolean,
): Set<string> {
  const next = new Set(selected);
  const id = ids[index];
  if (id === undefined) return next;
  if (range && anchor !== null) {
    const [from, to] = anchor < index ? [anchor, index] : [index, anchor];
    for (const between of ids.slice(from, to + 1)) next.add(between);
  } else if (!next.delete(id)) {
    next.add(id);
  }
  return next;
}

/** All loaded rows, or none when all were selected already. */
export function toggledAll(selected: ReadonlySet<string>, ids: readonly string[]): Set<string> {
  return ids.every((id) => selected.has(id)) ? new Set() : new Set(ids);
}
