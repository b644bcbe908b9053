import type { Asset, AssetInput, AssetType, TypeField } from '@/api/assets';

/** What the form holds; strings, because inputs hold strings. */
export type Values = Record<
  (typeof PLAIN)[number] | 'type_id' | 'location_id' | 'seats' | 'needed_up',
  string
> & {
  fields: Record<string, string>;
};

const PLAIN = [
  ...(['name', 'tag', 'serial', 'manufacturer', 'model', 'place', 'purchased_on', 'warranty_until'] as const),
  ...(['maintenance_on', 'cost', 'currency', 'vendor', 'contract', 'contract_until', 'notes'] as const),
];

export const CURRENCIES = ['USD', 'PHP', 'IDR', 'CNY', 'EUR'];

export function valuesOf(asset: Asset | null, typeId = ''): Values {
  const values = Object.fromEntries(PLAIN.map((name) => [name, asset?.[name] ?? ''])) as unknown as Values;
  values.currency ||= 'USD';
  values.type_id = asset?.type.id ?? typeId;
  values.location_id = asset?.location?.id ?? '';
  values.seats = asset?.seats?.toString() ?? '';
  values.needed_up = asset?.needed_up?.toString() ?? '';
  values.fields = Object.fromEntries(
    Object.entries(asset?.fields ?? {}).map(([key, value]) => [key, value === null ? '' : String(value)]),
  );
  return values;
}

const whole = (text: string): number | null => (text.trim() === '' ? null : Number(text));
const orNull = (text: string): string | null => text.trim() || null;

/** What is sent of a form; an empty tag is left out, and the desk gives the next one. */
export function toInput(values: Values, kind: AssetType | undefined): AssetInput {
  const plain = Object.fromEntries(PLAIN.map((name) => [name, orNull(values[name])]));
  const { tag, ...rest } = plain;
  return {
    ...rest,
    ...(tag ? { tag } : {}),
    name: values.name.trim(),
    type_id: values.type_id,
    location_id: orNull(values.location_id),
    currency: values.cost.trim() ? values.currency : null,
    seats: whole(values.seats),
    needed_up: whole(values.needed_up),
    fields: Object.fromEntries(
      (kind?.fields ?? []).map((field) => [field.key, fieldValue(field, values.fields[field.key] ?? '')]),
    ),
  } as AssetInput;
}

export function fieldValue(field: TypeField, text: string): string | number | boolean | null {
  if (text.trim() === '') return null;
  if (field.kind === 'number') return Number.isNaN(Number(text)) ? text : Number(text);
  if (field.kind === 'switch') return text === 'true';
  return text.trim();
}

const DAY_MS = 86_400_000;

/** Whole days from today until a day such as 2027-01-31; negative once it has passed. */
export const daysUntil = (day: string, nowMs: number): number =>
  Math.ceil((Date.parse(`${day}T23:59:59Z`) - nowMs) / DAY_MS) - 1;
