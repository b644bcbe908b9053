/** Readers for what comes in by the address: anything unexpected counts as not given. */

export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

export const flag = (value: unknown): boolean | undefined =>
  value === true || value === 'true' ? true : undefined;

export const oneOf = <T extends string>(value: unknown, choices: readonly T[]): T | undefined =>
  choices.find((choice) => choice === value);

const HERE = 'http://inner.invalid';

/** Only addresses inside this application; anything else would let a link send people away. */
export function innerPath(value: unknown): string | undefined {
  if (typeof value !== 'string' || !value.startsWith('/')) return undefined;
  // Browsers skip tabs and line breaks and take backslashes for slashes: only their own parser knows where it leads.
  const url = URL.canParse(value, HERE) ? new URL(value, HERE) : null;
  const path = url?.origin === HERE ? url.pathname + url.search + url.hash : '';
  return /^\/(?!\/)/.test(path) ? path : undefined;
}

/** Says that links may leave any of these out. */
export const optional = <T extends object>(values: T): Partial<T> => values;
