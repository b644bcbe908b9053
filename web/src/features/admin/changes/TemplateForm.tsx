import { useLingui } from '@lingui/react/macro';
import { NumberInput, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { changeTemplates, readTemplate, type Template } from '@/api/change-settings';
import { changeKeys } from '@/api/changes';
import { toastDone } from '@/lib/toast';
import { RiskQuestions } from '@/ui/changes/RiskQuestions';
import { RecordForm } from '../frame/RecordForm';
import { useAdminSearch } from '../frame/use-admin-search';
import { useRecordForm } from '../frame/use-record-form';
import { EMPTY_TEMPLATE, type TemplateValues, templateBody, templateValues } from './template-values';

/** What a template fills in, and whether a change as it says approves itself. */
export function TemplateForm({ template }: { template: Template | null }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { close } = useAdminSearch();
  const handle = useRecordForm<TemplateValues, Template>({
    record: template,
    values: template ? templateValues(template) : EMPTY_TEMPLATE,
    toValues: templateValues,
    validate: ({ name }) => (name.trim() === '' ? { name: t`Give a name.` } : {}),
    save: (values, version, key) => {
      const { is_active, ...body } = templateBody(values);
      return template && version !== null
        ? changeTemplates.update(template.id, version, { ...body, is_active })
        : changeTemplates.create(body, key);
    },
    reload: () => readTemplate(template?.id ?? ''),
    fieldOf: (field) => field.replace(/^fields\./, ''),
    onSaved: ({ name }) => {
      void client.invalidateQueries({ queryKey: changeKeys.all });
      toastDone(t`${name} is saved.`);
      close(true);
    },
  });
  const { form } = handle;
  const area = (name: keyof TemplateValues, label: string, rows = 2) => (
    <Textarea label={label} {...form.getInputProps(name)} maxLength={20_000} autosize minRows={rows} />
  );
  return (
    <RecordForm handle={handle} labels={{ name: t`Name` }} onCancel={() => close()}>
      <TextInput label={t`Name`} required {...form.getInputProps('name')} maxLength={80} data-autofocus />
      {area('description', t`When it is used`)}
      <NumberInput
        label={t`Length in minutes`}
        {...form.getInputProps('duration_minutes')}
        min={5}
        max={10_080}
      />
      <Switch
        label={t`Pre-approved`}
        description={t`A change of low risk that does what this template says approves itself.`}
        {...form.getInputProps('is_preapproved', { type: 'checkbox' })}
      />
      {template && (
        <Switch
          label={t`In use`}
          description={t`Otherwise new changes no longer offer it.`}
          {...form.getInputProps('is_active', { type: 'checkbox' })}
        />
      )}
      <TextInput label={t`Title of the change`} {...form.getInputProps('title')} maxLength={255} />
      {area('reason', t`Reason`)}
      <TagsInput
        label={t`Affected systems`}
        description={t`Type a name and press Enter.`}
        {...form.getInputProps('systems')}
        maxTags={50}
      />
      {area('business_impact', t`Business impact`)}
      {area('implementation_plan', t`Implementation`, 4)}
      {area('rollback_plan', t`Back-out`, 3)}
      {area('test_plan', t`Test`)}
      {area('communication_plan', t`Communication`)}
      <RiskQuestions
        answers={form.values.risk_answers}
        onChange={(answers) => form.setFieldValue('risk_answers', answers as never)}
      />
    </RecordForm>
  );
}
