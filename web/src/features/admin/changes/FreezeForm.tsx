import { useLingui } from '@lingui/react/macro';
import { Button, MultiSelect, Radio, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createFreeze, editFreeze, type Freeze, liftFreeze, readFreeze } from '@/api/change-settings';
import { type ChangeType, changeKeys, type FreezeEffect } from '@/api/changes';
import { referenceQuery } from '@/api/reference';
import { confirm } from '@/lib/confirm';
import { viewerZone } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';
import { EFFECT_LABELS, EFFECT_TEXTS, TYPE_LABELS } from '@/ui/change-labels';
import { ZoneSelect } from '../frame/fields';
import { PeopleSelect } from '../frame/PeopleSelect';
import { RecordForm } from '../frame/RecordForm';
import { useAdminSearch } from '../frame/use-admin-search';
import { useRecordForm } from '../frame/use-record-form';
import { emptyFreeze, type FreezeValues, freezeBody, freezeFaults, freezeValues } from './freeze-values';

const EFFECTS: FreezeEffect[] = ['warn', 'approve', 'block'];
const TYPES: ChangeType[] = ['standard', 'normal', 'emergency'];

/** When a freeze is, what it does, and what it is about. */
export function FreezeForm({ freeze }: { freeze: Freeze | null }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { close } = useAdminSearch();
  const { data } = useQuery(referenceQuery());
  const handle = useRecordForm<FreezeValues, Freeze>({
    record: freeze,
    values: freeze ? freezeValues(freeze) : emptyFreeze(viewerZone()),
    toValues: freezeValues,
    validate: (values) => {
      const faults = freezeFaults(values);
      return {
        ...(faults.name ? { name: t`Give a name.` } : {}),
        ...(faults.from ? { from: t`Say when it begins.` } : {}),
        ...(faults.to ? { to: t`It must end after it begins.` } : {}),
      };
    },
    save: (values, version, key) => {
      const body = freezeBody(values);
      return freeze && version !== null ? editFreeze(freeze.id, version, body) : createFreeze(body, key);
    },
    reload: () => readFreeze(freeze?.id ?? ''),
    fieldOf: (field) => ({ starts_at: 'from', ends_at: 'to' })[field],
    onSaved: ({ name }) => {
      void client.invalidateQueries({ queryKey: changeKeys.all });
      toastDone(t`${name} is saved.`);
      close(true);
    },
  });
  const { form } = handle;
  const chosen = (name: 'location_ids' | 'team_ids' | 'types') => ({
    ...form.getInputProps(name),
    placeholder: form.values[name].length === 0 ? t`All` : undefined,
  });
  return (
    <RecordForm
      handle={handle}
      labels={{ name: t`Name`, from: t`From`, to: t`Until`, effect: t`What it does` }}
      onCancel={() => close()}
      extra={freeze && <Lift freeze={freeze} onDone={() => close(true)} />}
    >
      <TextInput label={t`Name`} required {...form.getInputProps('name')} maxLength={80} data-autofocus />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput type="datetime-local" label={t`From`} required {...form.getInputProps('from')} />
        <TextInput type="datetime-local" label={t`Until`} required {...form.getInputProps('to')} />
      </SimpleGrid>
      <ZoneSelect label={t`Time zone`} required {...form.getInputProps('timezone')} allowDeselect={false} />
      <Radio.Group label={t`What it does`} {...form.getInputProps('effect')}>
        <Stack gap="xs" mt={6}>
          {EFFECTS.map((one) => (
            <Radio key={one} value={one} label={t(EFFECT_LABELS[one])} description={t(EFFECT_TEXTS[one])} />
          ))}
        </Stack>
      </Radio.Group>
      {form.values.effect === 'approve' && (
        <PeopleSelect
          label={t`Who approves besides`}
          description={t`Nobody chosen: any of those who may approve changes.`}
          known={freeze?.approvers ?? []}
          {...form.getInputProps('approver_ids')}
        />
      )}
      <Textarea
        label={t`Reason`}
        description={t`Shown to whoever plans a change in it.`}
        {...form.getInputProps('reason')}
        maxLength={2_000}
        autosize
        minRows={2}
      />
      <MultiSelect
        label={t`Sites`}
        data={data?.locations.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        {...chosen('location_ids')}
      />
      <MultiSelect
        label={t`Teams`}
        data={data?.teams.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        {...chosen('team_ids')}
      />
      <MultiSelect
        label={t`Types of change`}
        data={TYPES.map((type) => ({ value: type, label: t(TYPE_LABELS[type]) }))}
        {...chosen('types')}
      />
    </RecordForm>
  );
}

function Lift({ freeze, onDone }: { freeze: Freeze; onDone: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const lift = useMutation({
    mutationFn: () => liftFreeze(freeze.id),
    onSuccess: async () => {
      toastDone(t`${freeze.name} is lifted.`);
      onDone();
      await client.invalidateQueries({ queryKey: changeKeys.all });
    },
    onError: (error) => toastFailed(error, t`The freeze stays`),
  });
  const ask = async () => {
    const agreed = await confirm({
      title: t`Lift ${freeze.name}?`,
      text: t`Changes may be planned in this time again.`,
      confirm: t`Lift`,
      cancel: t`Keep it`,
      danger: true,
    });
    if (agreed) lift.mutate();
  };
  return (
    <Button variant="subtle" color="red" loading={lift.isPending} onClick={() => void ask()}>
      {t`Lift`}
    </Button>
  );
}
