import { useLingui } from '@lingui/react/macro';
import { Fieldset, NativeSelect, Stack, Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { NamedRef } from '@/api/types';
import { PRIORITY_LABELS } from '@/ui/labels';
import { PersonSelect, TeamSelect } from '../frame/fields';
import { PeopleSelect } from '../frame/PeopleSelect';
import { SkillsSelect } from '../frame/SkillsSelect';
import { PRIORITIES } from '../rules/labels';
import type { RoutingValues } from './model';
import { useRoutingLabels } from './use-routing-labels';

interface Props {
  form: UseFormReturnType<RoutingValues>;
}

interface ActionProps extends Props {
  agent: NamedRef | null;
  watchers: NamedRef[];
}

export function ActionFields({ form, agent, watchers }: ActionProps) {
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
        {form.values.team_id && (
          <PersonSelect
            label={labels.agent_id}
            description={t`Who of the team gets it if they can; else the team chooses as always.`}
            known={agent}
            {...form.getInputProps('agent_id')}
          />
        )}
        <NativeSelect
          label={labels.priority_floor}
          {...form.getInputProps('priority_floor')}
          data={[
            { value: '', label: t`As it is` },
            ...PRIORITIES.map((value) => ({ value, label: `${value} · ${t(PRIORITY_LABELS[value])}` })),
          ]}
        />
        <SkillsSelect
          label={labels.skill_ids}
          description={t`Only members who have all of them get the ticket.`}
          {...form.getInputProps('skill_ids')}
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
