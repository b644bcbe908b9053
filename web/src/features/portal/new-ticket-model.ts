import type { Impact, NamedRef, Reference, TicketInput, TicketType, Urgency } from '@/api/types';

/** What the form holds; strings, because inputs hold strings. */
export interface NewTicketValues {
  /** Somebody on whose behalf the ticket is raised; `null`: the writer's own. */
  forWhom: NamedRef | null;
  type: TicketType;
  title: string;
  description: string;
  category: string;
  subcategory: string;
  location: string;
  impact: Impact;
  urgency: Urgency;
  effect: string;
  /** Ids of the writer's own devices that it is about. */
  devices: string[];
}

export const LIMITS = {
  titleMin: 5,
  titleMax: 255,
  descriptionMin: 10,
  descriptionMax: 20_000,
  effectMax: 2_000,
};

/** Words that hint at a category, by the category's key; a suggestion only, always shown and changeable. */
const HINTS: Record<string, string> = {
  hardware:
    'laptop monitor screen keyboard mouse printer dock docking headset phone battery charger projector scanner cable',
  software:
    'excel outlook word teams office windows update install license application app plm pivot88 infor nexus greatday adobe crash',
  network: 'vpn wifi wi-fi wireless internet network lan connection ethernet dns',
  access_request: 'access permission rights folder share sharepoint drive unlock locked password login mfa',
  account_creation: 'account hire joiner onboarding mailbox',
};

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}-]*/gu) ?? [];

export interface Guess {
  category: string;
  subcategory: string;
}

/** The category whose own name, subcategories or hints occur in the text; null when nothing fits. */
export function guessCategory(text: string, reference: Reference): Guess | null {
  const typed = new Set(words(text));
  let best: (Guess & { score: number }) | null = null;
  for (const category of reference.categories) {
    const hints = (HINTS[category.key.replaceAll('-', '_')] ?? '')
      .split(' ')
      .filter((hint) => typed.has(hint)).length;
    const named = overlap(category.name, typed);
    const subs = category.subcategories.map((sub) => ({
      name: sub.name,
      score: overlap(sub.name, typed) * 2,
    }));
    const sub = subs.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score)[0];
    const score = hints + named + (sub?.score ?? 0);
    if (score > 0 && score > (best?.score ?? 0)) {
      best = { category: category.name, subcategory: sub?.name ?? '', score };
    }
  }
  return best && { category: best.category, subcategory: best.subcategory };
}

function overlap(name: string, typed: ReadonlySet<string>): number {
  return words(name).filter((word) => word.length > 2 && typed.has(word)).length;
}

/** The category of a ticket nobody could guess: "Other" where there is one. */
export function fallbackCategory(reference: Reference): string {
  const other = reference.categories.find((category) => category.key === 'other');
  return (other ?? reference.categories.at(-1))?.name ?? '';
}

export type FieldCode = 'title_short' | 'description_short' | 'required';

/** Reasons why the form cannot be sent yet; the server checks again and more. */
export function validate(values: NewTicketValues): Partial<Record<keyof NewTicketValues, FieldCode>> {
  const problems: Partial<Record<keyof NewTicketValues, FieldCode>> = {};
  if (values.title.trim().length < LIMITS.titleMin) problems.title = 'title_short';
  else if (describe(values).length < LIMITS.descriptionMin) problems.description = 'description_short';
  if (!values.location) problems.location = 'required';
  return problems;
}

/** Details are optional where the first line already says enough. */
export function describe(values: NewTicketValues): string {
  return values.description.trim() || values.title.trim();
}

/** `impactText` is the person's choice in words, so that the desk reads a sentence and not two codes. */
export function toInput(
  values: NewTicketValues,
  category: Guess,
  impactText: string,
  anyway: boolean,
): TicketInput {
  const effect = values.effect.trim();
  return {
    type: values.type,
    title: values.title.trim(),
    description: describe(values),
    category: category.category,
    ...(category.subcategory ? { subcategory: category.subcategory } : {}),
    location: values.location,
    business_impact: effect ? `${impactText} ${effect}` : impactText,
    impact: values.impact,
    urgency: values.urgency,
    ...(values.forWhom ? { requester_id: values.forWhom.id } : {}),
    ...(values.devices?.length && !values.forWhom ? { asset_ids: values.devices } : {}),
    ...(anyway ? { confirm_duplicate: true } : {}),
  };
}
