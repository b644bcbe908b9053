import { Trans } from '@lingui/react/macro';
import { formatMoment } from '@/lib/time';

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** Any value in plain words: lists with commas, records as "name value", nothing as a dash. */
export function Plain({ value }: { value: unknown }) {
  if (value === null || value === undefined || value === '') return <span aria-hidden>–</span>;
  if (value === true) return <Trans>yes</Trans>;
  if (value === false) return <Trans>no</Trans>;
  return <>{inWords(value)}</>;
}

export function inWords(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(inWords).join(', ');
  if (typeof value === 'object') {
    const named = (value as { name?: unknown }).name;
    if (typeof named === 'string') return named;
    return Object.entries(value)
      .map(([key, entry]) => `${key.replaceAll('_', ' ')} ${inWords(entry)}`)
      .join('; ');
  }
  if (typeof value === 'string' && MOMENT.test(value)) return formatMoment(value);
  return String(value);
}
