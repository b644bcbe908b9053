/** The list with another thing at a place. */
export const replaced = <T>(list: T[], index: number, item: T): T[] =>
  list.map((one, place) => (place === index ? item : one));

/** The list with a thing one place earlier (-1) or later (1); as it is at its ends. */
export function moved<T>(list: T[], index: number, by: -1 | 1): T[] {
  const to = index + by;
  if (to < 0 || to >= list.length) return list;
  const copy = [...list];
  const [item] = copy.splice(index, 1);
  copy.splice(to, 0, item as T);
  return copy;
}

/** A key that none of these has. */
export function freshKey(word: string, taken: { key: string }[]): string {
  let number = taken.length + 1;
  while (taken.some(({ key }) => key === `${word}_${number}`)) number += 1;
  return `${word}_${number}`;
}
