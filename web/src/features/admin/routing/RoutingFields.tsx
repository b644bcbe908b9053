import { useLingui } from '@lingui/react/macro';
import { Fieldset, NativeSelect, Stack, Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { NamedRef } from '@/api/types';
import { PRIORITY_LABELS } from '@/ui/labels';
import { TeamSelect } from '../frame/fields';
import { PeopleSelect } from '../frame/PeopleSelect';
import {
  CategoriesChoice,
  LocationsChoice,
  PriorityChoice,
  SubcategoriesChoice,
  TypeChoice,
  WordsInput,
} from '../rules/choices';
import { PRIORITIES } from '../rules/labels';
import type { RoutingValues } from './model';
import { useRoutingLabels } from './use-routing-labels';

interface Props {
  form: UseFormReturnType<RoutingValues>;
}

export function ConditionFields({ form }: Props) {
  const { t } = useLingui();
  const labels = useRoutingLabels();
  return (
    <Fieldset legend={t`Which tickets`}>
      <Stack gap="sm">
        <CategoriesChoice
          by="id"
          description={t`Everything asked for must hold; what is left empty asks for nothing.`}
          {...form.getInputProps('categories')}
        />
        <SubcategoriesChoice by="id" {...form.getInputProps('subcategory_ids')} />
        <LocationsChoice by="id" {...form.getInputProps('locations')} />
        <PriorityChoice {...form.getInputProps('priorities')} />
        <TypeChoice {...form.getInputProps('types')} />
        <WordsInput label={labels.departments} {...form.getInputProps('departments')} />
        <WordsInput label={labels.keywords} {...form.getInputProps('keywords')} />
        <NativeSelect
          label={labels.is_vip}
          {...form.getInputProps('is_vip')}
          data={[
            { value: 'any', label: t`Anybody` },
            { value: 'yes', label: t`VIPs only` },
            { value: 'no', label: t`Everybody but VIPs` },
          ]}
        />
      </Stack>
    </Fieldset>
  );
}

export function ActionFields({ form, watchers }: Props & { watchers: NamedRef[] }) {
  const { t } = useLingui();
  const labels = useRoutingLabels();
  return (
    <Fieldset legend={t`What happens`}>
      <Stack gap="sm">
        <TeamSelect
          label={labels.team_id}
          description={t`Without a team the rule only adds to what another one decides.`}
          {...form.getInputProps('team_id')}
        />
        <NativeSelect
          label={labels.priority_floor}
          {...form.getInputProps('priority_floor')}
          data={[
            { value: '', label: t`As it is` },
            ...PRIORITIES.map((value) => ({ value, label: `${value} · ${t(PRIORITY_LABELS[value])}` })),
          ]}
        />
        <PeopleSelect
          label={labels.watcher_ids}
          description={t`Are told of everything that happens to the ticket.`}
          known={watchers}
          maxValues={20}
          {...form.getInputProps('watcher_ids')}
        />
        <Switch
          label={labels.notify_manager}
          {...form.getInputProps('notify_manager', { type: 'checkbox' })}
        />
      </Stack>
    </Fieldset>
  );
}
