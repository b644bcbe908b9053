import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, SimpleGrid, Stack, Text } from '@mantine/core';
import type { Impact, Reference, Urgency } from '@/api/types';
import type { Guess, NewTicketValues } from '../new-ticket-model';
import { useEffectWords } from '../use-new-ticket';

interface Props {
  values: NewTicketValues;
  category: Guess & { suggested: boolean };
  reference: Reference;
  errors: Partial<Record<string, string>>;
  onChange: (changes: Partial<NewTicketValues>) => void;
}

/** Category, place and effect: all filled in already, each changeable in one step. */
export function ContextFields({ values, category, reference, errors, onChange }: Props) {
  const { t } = useLingui();
  const isForOther = values.forWhom !== null;
  const { impact, urgency } = useEffectWords(isForOther);
  const chosen = reference.categories.find((one) => one.name === category.category);
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <NativeSelect
          name="category"
          size="md"
          label={t`Category`}
          description={category.suggested ? <Trans>Suggested from your words</Trans> : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={category.category}
          onChange={(event) => onChange({ category: event.currentTarget.value, subcategory: '' })}
          error={errors.category}
          data={reference.categories.map((one) => one.name)}
        />
        <NativeSelect
          name="subcategory"
          size="md"
          label={t`More exactly`}
          value={category.subcategory}
          onChange={(event) =>
            onChange({ category: category.category, subcategory: event.currentTarget.value })
          }
          error={errors.subcategory}
          disabled={!chosen?.subcategories.length}
          data={[
            { value: '', label: t`I do not know` },
            ...(chosen?.subcategories.map((sub) => sub.name) ?? []),
          ]}
        />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
        <NativeSelect
          name="location"
          size="md"
          label={isForOther ? t`Where are they?` : t`Where are you?`}
          value={values.location}
          onChange={(event) => onChange({ location: event.currentTarget.value })}
          error={errors.location}
          data={reference.locations.map((location) => location.name)}
        />
        <NativeSelect
          name="impact"
          size="md"
          label={t`Who is affected?`}
          value={values.impact}
          onChange={(event) => onChange({ impact: event.currentTarget.value as Impact })}
          data={Object.entries(impact).map(([value, label]) => ({ value, label }))}
        />
        <NativeSelect
          name="urgency"
          size="md"
          label={isForOther ? t`Can they work?` : t`Can you work?`}
          value={values.urgency}
          onChange={(event) => onChange({ urgency: event.currentTarget.value as Urgency })}
          data={Object.entries(urgency).map(([value, label]) => ({ value, label }))}
        />
      </SimpleGrid>
      {errors.business_impact && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {errors.business_impact}
        </Text>
      )}
    </Stack>
  );
}
