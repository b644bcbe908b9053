import { useLingui } from '@lingui/react/macro';
import type { UseFormReturnType } from '@mantine/form';
import { ChipChoice, WordsInput } from '../rules/choices';
import { IMPACT_LABELS, IMPACTS } from '../rules/labels';
import { FIELD_LABELS, FIELDS } from './labels';
import type { RuleValues } from './model';

/** Words and where they are looked for; a VIP rule needs none. */
export function TermFields({ form }: { form: UseFormReturnType<RuleValues> }) {
  const { t } = useLingui();
  const { kind } = form.values;
  return (
    <>
      <WordsInput
        label={t`Any of these words`}
        description={t`Words or phrases; every form of a word counts (“fail” finds “failed”).`}
        {...form.getInputProps('any_terms')}
      />
      <WordsInput label={t`All of these words`} {...form.getInputProps('all_terms')} />
      <WordsInput label={t`None of these words`} {...form.getInputProps('none_terms')} />
      {kind === 'keyword' && (
        <ChipChoice
          label={t`Where to look`}
          options={FIELDS.map((value) => ({ value, label: t(FIELD_LABELS[value]) }))}
          {...form.getInputProps('fields')}
        />
      )}
      <ChipChoice
        label={t`Only with this impact`}
        description={t`None chosen means any.`}
        options={IMPACTS.map((value) => ({ value, label: t(IMPACT_LABELS[value]) }))}
        {...form.getInputProps('impacts')}
      />
    </>
  );
}
