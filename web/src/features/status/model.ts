/** What the server asks for at least. */
export const MIN_WORDS = 5;

/** A local date and time as inputs hold it, as an instant; null where nothing was chosen. */
export function isoOf(local: string): string | null {
  if (!local) return null;
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
