import { useLingui } from '@lingui/react/macro';
import { NativeSelect, Radio, Stack, Switch, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ClassificationRule, classificationRules } from '@/api/admin-classification';
import { toastDone } from '@/lib/toast';
import { PRIORITY_LABELS } from '@/ui/labels';
import { RecordForm } from '../frame/RecordForm';
import { useAdminSearch } from '../frame/use-admin-search';
import { useRecordForm } from '../frame/use-record-form';
import { PRIORITIES } from '../rules/labels';
import { KIND_LABELS, KIND_MEANINGS, KINDS } from './labels';
import { asksNothing, EMPTY_RULE, type RuleValues, toRuleInput, toRuleValues } from './model';
import { TermFields } from './TermFields';

export function RuleForm({ rule }: { rule: ClassificationRule | null }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { close } = useAdminSearch();
  const handle = useRecordForm<RuleValues, ClassificationRule>({
    record: rule,
    values: rule ? toRuleValues(rule) : EMPTY_RULE,
    toValues: toRuleValues,
    validate: useRules(),
    save: (values, version, key) =>
      rule && version !== null
        ? classificationRules.update(rule.id, version, toRuleInput(values))
        : classificationRules.create(toRuleInput(values), key),
    reload: () => classificationRules.read(rule?.id ?? ''),
    onSaved: ({ name }) => {
      void client.invalidateQueries({ queryKey: classificationRules.keys.all });
      toastDone(t`${name} is saved and decides from now on.`);
      close(true);
    },
  });
  const { form } = handle;
  return (
    <RecordForm
      handle={handle}
      labels={{
        name: t`Name`,
        kind: t`What it judges`,
        priority: t`Priority`,
        fields: t`Where to look`,
        any_terms: t`Any of these words`,
        all_terms: t`All of these words`,
        none_terms: t`None of these words`,
        impacts: t`Impact`,
        is_active: t`On`,
      }}
      onCancel={() => close()}
    >
      <TextInput label={t`Name`} required {...form.getInputProps('name')} maxLength={120} data-autofocus />
      <Radio.Group label={t`What it judges`} {...form.getInputProps('kind')}>
        <Stack gap="xs" mt={6}>
          {KINDS.map((kind) => (
            <Radio
              key={kind}
              value={kind}
              label={t(KIND_LABELS[kind])}
              description={t(KIND_MEANINGS[kind])}
            />
          ))}
        </Stack>
      </Radio.Group>
      <NativeSelect
        label={form.values.kind === 'vip' ? t`At least this priority` : t`Gives the priority`}
        {...form.getInputProps('priority')}
        data={PRIORITIES.map((value) => ({ value, label: `${value} · ${t(PRIORITY_LABELS[value])}` }))}
      />
      <TermFields form={form} />
      <Switch label={t`On`} {...form.getInputProps('is_active', { type: 'checkbox' })} />
      <TextInput
        label={t`Why`}
        description={t`Kept in the history of the rules.`}
        {...form.getInputProps('reason')}
        maxLength={500}
      />
    </RecordForm>
  );
}

function useRules() {
  const { t } = useLingui();
  return (values: RuleValues) => {
    const errors: Record<string, string> = {};
    if (!values.name.trim()) errors.name = t`Give a name.`;
    if (asksNothing(values)) errors.any_terms = t`Give words to look for, or an impact.`;
    if (values.kind === 'keyword' && values.fields.length === 0) errors.fields = t`Choose at least one.`;
    return errors;
  };
}
