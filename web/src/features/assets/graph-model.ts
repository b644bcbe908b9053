import type { Impact, ImpactNode } from '@/api/assets';

export const BOX = { width: 176, height: 52, gapX: 72, gapY: 18, margin: 12 };

export interface Placed {
  node: ImpactNode;
  x: number;
  y: number;
}

export interface Way {
  key: string;
  kind: string;
  path: string;
  carries: boolean;
}

export interface Picture {
  boxes: Placed[];
  ways: Way[];
  width: number;
  height: number;
}

/** Steps from where it began are columns; within one, each stands near what it hangs on. */
export function layOut(impact: Pick<Impact, 'nodes' | 'edges' | 'direction'>): Picture {
  const columns: ImpactNode[][] = [];
  for (const node of impact.nodes) {
    const column = columns[node.distance] ?? [];
    columns[node.distance] = column;
    column.push(node);
  }
  const rows = new Map<string, number>();
  for (const column of columns) {
    const wanted = new Map(column.map((node) => [node.asset.id, near(node.asset.id, impact, rows)]));
    column.sort((a, b) => (wanted.get(a.asset.id) ?? 0) - (wanted.get(b.asset.id) ?? 0));
    for (const [row, node] of column.entries()) rows.set(node.asset.id, row - (column.length - 1) / 2);
  }
  const tallest = Math.max(1, ...columns.map((column) => column.length));
  const height = 2 * BOX.margin + tallest * (BOX.height + BOX.gapY) - BOX.gapY;
  const boxes = impact.nodes.map((node) => ({
    node,
    x: BOX.margin + node.distance * (BOX.width + BOX.gapX),
    y: height / 2 - BOX.height / 2 + (rows.get(node.asset.id) ?? 0) * (BOX.height + BOX.gapY),
  }));
  const places = new Map(boxes.map((box) => [box.node.asset.id, box]));
  const ways = impact.edges.flatMap(({ kind, cause_id, effect_id }) => {
    const [from, to] =
      impact.direction === 'suffers'
        ? [places.get(cause_id), places.get(effect_id)]
        : [places.get(effect_id), places.get(cause_id)];
    if (!from || !to) return [];
    const carries = places.get(cause_id)?.node.harm === 'fails';
    return [{ key: `${cause_id}:${effect_id}:${kind}`, kind, path: curve(from, to), carries }];
  });
  return { boxes, ways, width: 2 * BOX.margin + columns.length * (BOX.width + BOX.gapX) - BOX.gapX, height };
}

/** The mean row of what a node hangs on in the columns before. */
function near(id: string, { edges }: Pick<Impact, 'edges'>, rows: Map<string, number>): number {
  const before = edges
    .filter(({ cause_id, effect_id }) => cause_id === id || effect_id === id)
    .map(({ cause_id, effect_id }) => rows.get(cause_id === id ? effect_id : cause_id))
    .filter((row) => row !== undefined);
  return before.length ? before.reduce((sum, row) => sum + row, 0) / before.length : 0;
}

function curve(from: Placed, to: Placed): string {
  const forward = to.x > from.x;
  const x1 = forward ? from.x + BOX.width : from.x + BOX.width / 2;
  const y1 = forward ? from.y + BOX.height / 2 : from.y + (to.y > from.y ? BOX.height : 0);
  const x2 = forward ? to.x : to.x + BOX.width / 2;
  const y2 = forward ? to.y + BOX.height / 2 : to.y + (to.y > from.y ? 0 : BOX.height);
  const bend = forward ? Math.max(30, (x2 - x1) / 2) : 0;
  const lift = forward ? 0 : (y2 - y1) / 2;
  return `M${x1},${y1} C${x1 + bend},${y1 + lift} ${x2 - bend},${y2 - lift} ${x2},${y2}`;
}

/** Words cut to what fits in a box. */
export const shorten = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;
