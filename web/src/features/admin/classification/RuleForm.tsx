import { useLingui } from '@lingui/react/macro';
import { NativeSelect, SimpleGrid, Switch, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ClassificationRule, classificationRules as source } from '@/api/admin-classification';
import { toastDone } from '@/lib/toast';
import { PRIORITY_LABELS } from '@/ui/labels';
import { useDraftId, useInDraft } from '../frame/draft-scope';
import { RecordForm } from '../frame/RecordForm';
import { useAdminSearch } from '../frame/use-admin-search';
import { useRecordForm } from '../frame/use-record-form';
import { WhyField } from '../frame/WhyField';
import { PRIORITIES } from '../rules/labels';
import { ALL_FIELDS } from '../rules/where/fields';
import { isEmpty } from '../rules/where/model';
import { RuleBuilder } from '../rules/where/RuleBuilder';
import { EMPTY_RULE, type RuleValues, toRuleInput, toRuleValues } from './model';

// The priority is what these rules decide.
const FIELDS = ALL_FIELDS.filter((field) => field !== 'priority');

export function RuleForm({ rule }: { rule: ClassificationRule | null }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { close } = useAdminSearch();
  const draft = useDraftId();
  const classificationRules = useInDraft(source);
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
      toastDone(draft ? t`${name} is saved in the draft.` : t`${name} is saved and decides from now on.`);
      close(true);
    },
  });
  const { form } = handle;
  return (
    <RecordForm
      handle={handle}
      labels={{
        name: t`Name`,
        effect: t`What it does`,
        priority: t`Priority`,
        where: t`Which tickets`,
        is_active: t`On`,
      }}
      onCancel={() => close()}
    >
      <TextInput label={t`Name`} required {...form.getInputProps('name')} maxLength={120} data-autofocus />
      <RuleBuilder
        label={t`Which tickets`}
        emptyWords={t`Give a condition: a rule without one would decide every ticket.`}
        mentioned={rule?.mentioned ?? []}
        fields={FIELDS}
        {...form.getInputProps('where')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NativeSelect
          label={t`What it does`}
          description={
            form.values.effect === 'raises'
              ? t`Lifts the ticket to it where it would be lower.`
              : t`Of several rules the highest priority wins.`
          }
          {...form.getInputProps('effect')}
          data={[
            { value: 'sets', label: t`Gives the priority` },
            { value: 'raises', label: t`At least the priority` },
          ]}
        />
        <NativeSelect
          label={t`Priority`}
          description={' '}
          {...form.getInputProps('priority')}
          data={PRIORITIES.map((value) => ({ value, label: `${value} · ${t(PRIORITY_LABELS[value])}` }))}
        />
      </SimpleGrid>
      <Switch label={t`On`} {...form.getInputProps('is_active', { type: 'checkbox' })} />
      <WhyField {...form.getInputProps('reason')} />
    </RecordForm>
  );
}

function useRules() {
  const { t } = useLingui();
  return (values: RuleValues) => {
    const errors: Record<string, string> = {};
    if (!values.name.trim()) errors.name = t`Give a name.`;
    if (isEmpty(values.where)) errors.where = t`Give a condition.`;
    return errors;
  };
}
