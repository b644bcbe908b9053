import { useLingui } from '@lingui/react/macro';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useMe } from '@/api/auth';
import { duplicatesQuery, previewQuery } from '@/api/tickets';
import type { Impact, PreviewInput, Reference, TicketType, Urgency } from '@/api/types';
import { dropDraft, loadDraft, saveDraft } from '@/lib/drafts';
import {
  fallbackCategory,
  type Guess,
  guessCategory,
  LIMITS,
  type NewTicketValues,
} from './new-ticket-model';

const DRAFT = 'new-ticket';
const SAVE_MS = 400;
const ASK_MS = 500;
/** From this many words on, similar tickets are looked for. */
const WORDS_FOR_SIMILAR = 3;

/** Values of the form, kept as a draft in this browser while they change. */
export function useDraftValues(
  reference: Reference,
  type: TicketType | undefined,
  title: string | undefined,
) {
  const me = useMe();
  const [values, setValues] = useState<NewTicketValues>(() => {
    const draft = loadDraft<NewTicketValues>(me.id, DRAFT);
    return {
      ...emptyValues(reference, me.location),
      ...draft,
      ...(type ? { type } : {}),
      ...(title ? { title } : {}),
    };
  });
  const [restored] = useState(() => Boolean(loadDraft<NewTicketValues>(me.id, DRAFT)?.title));
  const [later] = useDebouncedValue(values, SAVE_MS);
  useEffect(() => {
    if (later.title || later.description) saveDraft(me.id, DRAFT, later);
  }, [later, me.id]);
  const saved = later === values && Boolean(later.title || later.description);
  const patch = (changes: Partial<NewTicketValues>) => setValues((old) => ({ ...old, ...changes }));
  const forget = () => dropDraft(me.id, DRAFT);
  const startOver = () => {
    forget();
    setValues(emptyValues(reference, me.location));
  };
  return { values, patch, saved, restored, forget, startOver };
}

function emptyValues(reference: Reference, home: string | null): NewTicketValues {
  const known = reference.locations.some((location) => location.name === home);
  return {
    forWhom: null,
    type: 'incident',
    title: '',
    description: '',
    category: '',
    subcategory: '',
    location: known && home ? home : (reference.locations[0]?.name ?? ''),
    impact: 'one',
    urgency: 'medium',
    effect: '',
    devices: [],
  };
}

/** The chosen category, else the one the words suggest, else the fallback. */
export function useCategory(values: NewTicketValues, reference: Reference): Guess & { suggested: boolean } {
  if (values.category)
    return { category: values.category, subcategory: values.subcategory, suggested: false };
  const guess = guessCategory(`${values.title} ${values.description}`, reference);
  return guess
    ? { ...guess, suggested: true }
    : { category: fallbackCategory(reference), subcategory: '', suggested: false };
}

/** What the desk would promise for this text; null until there is enough of it. */
export function usePromise(values: NewTicketValues, category: Guess, businessImpact: string) {
  const [asked] = useDebouncedValue(
    JSON.stringify({
      type: values.type,
      title: values.title.trim(),
      description: values.description.trim() || values.title.trim(),
      category: category.category,
      ...(category.subcategory ? { subcategory: category.subcategory } : {}),
      location: values.location,
      impact: values.impact,
      urgency: values.urgency,
      business_impact: businessImpact,
      ...(values.forWhom ? { requester_id: values.forWhom.id } : {}),
    } satisfies PreviewInput),
    ASK_MS,
  );
  const input = JSON.parse(asked) as PreviewInput & { title: string };
  const enough =
    input.title.length >= LIMITS.titleMin && (input.description?.length ?? 0) >= LIMITS.descriptionMin;
  return useQuery({ ...previewQuery(input), enabled: enough, placeholderData: (old) => old });
}

/** Own tickets of the last day that look like this one; those of somebody else come with the promise. */
export function useSimilar(values: NewTicketValues) {
  const [title] = useDebouncedValue(values.title.trim(), ASK_MS);
  const [description] = useDebouncedValue(values.description.trim(), ASK_MS);
  const enough = !values.forWhom && title.split(/\s+/).length >= WORDS_FOR_SIMILAR;
  return useQuery({ ...duplicatesQuery(title, description), enabled: enough, placeholderData: (old) => old });
}

/** The choices about effect, in the words the desk will read; `forOther`: asked about somebody else. */
export function useEffectWords(forOther: boolean) {
  const { t } = useLingui();
  const impact: Record<Impact, string> = {
    one: forOther ? t`One person` : t`Just me`,
    few: t`A few people`,
    department: forOther ? t`Their department` : t`My department`,
    company: t`The whole site or company`,
  };
  const urgency: Record<Urgency, string> = {
    low: t`Yes, as usual`,
    medium: t`Yes, but slowly`,
    high: t`No, not at all`,
  };
  const sentence = (values: NewTicketValues) => {
    const work: Record<Urgency, string> = {
      low: t`Work goes on as usual.`,
      medium: t`Work goes on, but slowly.`,
      high: t`Work is not possible.`,
    };
    return `${t`Affected: ${impact[values.impact].toLowerCase()}.`} ${work[values.urgency]}`;
  };
  return { impact, urgency, sentence };
}
