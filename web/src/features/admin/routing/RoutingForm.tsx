import { useLingui } from '@lingui/react/macro';
import { Switch, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type RoutingRule, routingRules as source } from '@/api/admin-routing';
import { toastDone } from '@/lib/toast';
import { useDraftId, useInDraft } from '../frame/draft-scope';
import { RecordForm } from '../frame/RecordForm';
import { useAdminSearch } from '../frame/use-admin-search';
import { useRecordForm } from '../frame/use-record-form';
import { WhyField } from '../frame/WhyField';
import { RuleBuilder } from '../rules/where/RuleBuilder';
import { doesNothing, EMPTY_ROUTING, type RoutingValues, toRoutingInput, toRoutingValues } from './model';
import { ActionFields } from './RoutingFields';
import { useRoutingLabels } from './use-routing-labels';

export function RoutingForm({ rule }: { rule: RoutingRule | null }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { close } = useAdminSearch();
  const draft = useDraftId();
  const routingRules = useInDraft(source);
  const labels = useRoutingLabels();
  const handle = useRecordForm<RoutingValues, RoutingRule>({
    record: rule,
    values: rule ? toRoutingValues(rule) : EMPTY_ROUTING,
    toValues: toRoutingValues,
    validate: useRules(),
    save: (values, version, key) =>
      rule && version !== null
        ? routingRules.update(rule.id, version, toRoutingInput(values))
        : routingRules.create(toRoutingInput(values), key),
    reload: () => routingRules.read(rule?.id ?? ''),
    onSaved: ({ name }) => {
      void client.invalidateQueries({ queryKey: routingRules.keys.all });
      toastDone(draft ? t`${name} is saved in the draft.` : t`${name} is saved and routes from now on.`);
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
        emptyWords={t`Without a condition the rule takes every ticket.`}
        mentioned={rule?.mentioned ?? []}
        {...form.getInputProps('where')}
      />
      <ActionFields form={form} agent={rule?.agent ?? null} watchers={rule?.watchers ?? []} />
      <Switch label={labels.is_active} {...form.getInputProps('is_active', { type: 'checkbox' })} />
      <WhyField {...form.getInputProps('reason')} />
    </RecordForm>
  );
}

function useRules() {
  const { t } = useLingui();
  return (values: RoutingValues) => {
    const errors: Record<string, string> = {};
    if (!values.name.trim()) errors.name = t`Give a name.`;
    if (doesNothing(values))
      errors.team_id = t`Give the rule something to do: a team, a priority, a watcher.`;
    return errors;
  };
}
