import type { Category, ListEntry } from '@/api/admin-lists';

export interface TreeNode {
  entry: Category;
  children: Category[];
}

const inOrder = (a: ListEntry, b: ListEntry) => a.position - b.position || a.name.localeCompare(b.name);

/** Categories with their subcategories, each level in its order. */
export function treeOf(entries: Category[]): TreeNode[] {
  const sorted = entries.toSorted(inOrder);
  return sorted
    .filter((entry) => entry.parent_id === null)
    .map((entry) => ({ entry, children: sorted.filter((child) => child.parent_id === entry.id) }));
}

/** Categories that fit the words, with all of their subcategories; others with those that fit. */
export function searchTree(nodes: TreeNode[], query: string): TreeNode[] {
  const words = query.toLowerCase().trim();
  if (!words) return nodes;
  const fits = (entry: Category) => `${entry.name} ${entry.key}`.toLowerCase().includes(words);
  return nodes
    .map((node) => (fits(node.entry) ? node : { ...node, children: node.children.filter(fits) }))
    .filter((node) => fits(node.entry) || node.children.length > 0);
}

export interface Renumbered {
  id: string;
  version: number;
  position: number;
}

/** The entries whose number changes when one is moved up (-1) or down (1) among its siblings. */
export function moved(siblings: ListEntry[], id: string, step: -1 | 1): Renumbered[] {
  const order = siblings.toSorted(inOrder);
  const from = order.findIndex((entry) => entry.id === id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= order.length) return [];
  const [entry] = order.splice(from, 1);
  if (entry) order.splice(to, 0, entry);
  return order
    .map((one, position) => ({ id: one.id, version: one.version, position, old: one.position }))
    .filter((one) => one.position !== one.old)
    .map(({ old: _old, ...rest }) => rest);
}
