import { useLingui } from '@lingui/react/macro';
import { Fieldset, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { calendars } from '@/api/admin-calendars';
import { type Policy, policies as source } from '@/api/admin-sla';
import { toastDone } from '@/lib/toast';
import { useDraftId, useInDraft } from '../frame/draft-scope';
import { RecordForm } from '../frame/RecordForm';
import { useAdminSearch } from '../frame/use-admin-search';
import { useRecordForm } from '../frame/use-record-form';
import { WhyField } from '../frame/WhyField';
import { WordsInput } from '../rules/choices';
import { RuleBuilder } from '../rules/where/RuleBuilder';
import { levelFault, peopleOf } from './course';
import { DurationInput } from './DurationInput';
import { EscalationEditor } from './EscalationEditor';
import {
  EMPTY_POLICY,
  isThreshold,
  type PolicyValues,
  policyField,
  toPolicyInput,
  toPolicyValues,
} from './model';
import { OptionsFields } from './OptionsFields';
import { usePolicyLabels } from './use-policy-labels';

export function PolicyForm({ policy }: { policy: Policy | null }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { close } = useAdminSearch();
  const draft = useDraftId();
  const policies = useInDraft(source);
  const labels = usePolicyLabels();
  const handle = useRecordForm<PolicyValues, Policy>({
    record: policy,
    values: policy ? toPolicyValues(policy) : EMPTY_POLICY,
    toValues: toPolicyValues,
    validate: usePolicyRules(),
    save: (values, version, key) =>
      policy && version !== null
        ? policies.update(policy.id, version, toPolicyInput(values))
        : policies.create(toPolicyInput(values), key),
    reload: () => policies.read(policy?.id ?? ''),
    fieldOf: policyField,
    onSaved: ({ name }) => {
      void client.invalidateQueries({ queryKey: policies.keys.all });
      toastDone(
        draft
          ? t`${name} is saved in the draft.`
          : t`${name} is saved. It holds for tickets raised from now on.`,
      );
      close(true);
    },
  });
  const { form } = handle;
  return (
    <RecordForm handle={handle} labels={labels} onCancel={() => close()}>
      <TextInput
        label={labels.name}
        required
        {...form.getInputProps('name')}
        maxLength={120}
        data-autofocus
      />
      <RuleBuilder
        label={labels.where}
        emptyWords={t`Without a condition the policy fits every ticket.`}
        mentioned={policy?.mentioned ?? []}
        {...form.getInputProps('where')}
      />
      <Promises form={form} />
      <OptionsFields {...form.getInputProps('options')} value={form.values.options} />
      <EscalationEditor
        {...form.getInputProps('levels')}
        levels={form.values.levels}
        known={policy?.escalations.flatMap(peopleOf) ?? []}
      />
      <WhyField {...form.getInputProps('reason')} />
    </RecordForm>
  );
}

function Promises({ form }: { form: UseFormReturnType<PolicyValues> }) {
  const { t } = useLingui();
  const labels = usePolicyLabels();
  const { data } = useQuery(calendars.listQuery());
  const named = (data ?? []).filter((one) => one.is_active);
  return (
    <Fieldset legend={t`What is promised`}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <DurationInput label={labels.response} {...form.getInputProps('response')} />
          <DurationInput label={labels.resolution} {...form.getInputProps('resolution')} />
          <DurationInput label={labels.update} {...form.getInputProps('update')} />
          <DurationInput label={labels.ola} {...form.getInputProps('ola')} />
        </SimpleGrid>
        <NativeSelect
          label={labels.source}
          {...form.getInputProps('source')}
          data={[
            { value: 'always', label: t`Around the clock, every day (24 × 7)` },
            { value: 'location', label: t`The working hours of the ticket’s location` },
            { value: 'calendar', label: t`One calendar for all` },
          ]}
        />
        {form.values.source === 'calendar' && (
          <NativeSelect
            label={labels.calendar_id}
            {...form.getInputProps('calendar_id')}
            value={form.values.calendar_id ?? ''}
            data={[
              { value: '', label: t`Choose a calendar` },
              ...named.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        <WordsInput
          label={labels.thresholds}
          description={t`Percent of a target: at each the team is warned, and the ticket escalated. At 100 it is overdue.`}
          {...form.getInputProps('thresholds')}
          maxTags={5}
        />
      </Stack>
    </Fieldset>
  );
}

function usePolicyRules() {
  const { t } = useLingui();
  return (values: PolicyValues) => {
    const errors: Record<string, string> = {};
    if (!values.name.trim()) errors.name = t`Give a name.`;
    if (values.response === null && values.resolution === null)
      errors.response = t`Give a target for the answer or the solution.`;
    if (values.response === 0) errors.response = t`At least a minute.`;
    if (values.resolution === 0) errors.resolution = t`At least a minute.`;
    if (values.source === 'calendar' && !values.calendar_id) errors.calendar_id = t`Choose a calendar.`;
    if (values.update === 0) errors.update = t`At least a minute.`;
    if (values.ola === 0) errors.ola = t`At least a minute.`;
    if (values.levels.some(levelFault))
      errors.levels = t`Each level needs a name, a percent from 1 to 1000, and something to do.`;
    if (!values.thresholds.every(isThreshold)) errors.thresholds = t`Whole numbers from 1 to 99.`;
    return errors;
  };
}
