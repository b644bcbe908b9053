/** Readers for what comes in by the address: anything unexpected counts as not given. */

export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

export const flag = (value: unknown): boolean | undefined =>
  value === true || value === 'true' ? true : undefined;

export const oneOf = <T extends string>(value: unknown, choices: readonly T[]): T | undefined =>
  choices.find((choice) => choice === value);

/** Only addresses inside this application; anything else would let a link send people away. */
export const innerPath = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined;

/** Says that links may leave any of these out. */
export const optional = <T extends object>(values: T): Partial<T> => values;
