import { useLingui } from '@lingui/react/macro';
import { Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { schemaResolver } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import * as z from 'zod/mini';
import { type Team, teams } from '@/api/admin-teams';
import { referenceKeys } from '@/api/reference';
import { toastDone } from '@/lib/toast';
import { LocationSelect, PersonSelect } from '../frame/fields';
import { RecordForm } from '../frame/RecordForm';
import { useRecordForm } from '../frame/use-record-form';
import { MODE_LABELS, MODES } from './labels';
import { EMPTY_TEAM, keyFrom, type TeamValues, toTeamValues } from './model';

interface Props {
  team: Team | null;
  onSaved: (team: Team) => void;
  onCancel?: () => void;
  extra?: ReactNode;
}

export function TeamForm({ team, onSaved, onCancel, extra }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const schema = z.object({
    name: z.string().check(z.refine((name) => name.trim() !== '', t`Give a name.`)),
  });
  const handle = useRecordForm<TeamValues, Team>({
    record: team,
    values: team ? toTeamValues(team) : EMPTY_TEAM,
    toValues: toTeamValues,
    validate: schemaResolver(schema, { sync: true }) as never,
    save: ({ key, ...values }, version, once) =>
      team && version !== null
        ? teams.update(team.id, version, values)
        : teams.create({ ...values, key: key || keyFrom(values.name) }, once),
    reload: () => teams.read(team?.id ?? ''),
    onSaved: (saved) => {
      void client.invalidateQueries({ queryKey: teams.keys.all });
      void client.invalidateQueries({ queryKey: referenceKeys.all });
      const { name } = saved;
      toastDone(t`${name} is saved.`);
      onSaved(saved);
    },
  });
  const { form } = handle;
  return (
    <RecordForm
      handle={handle}
      labels={{
        name: t`Name`,
        description: t`What it does`,
        location: t`Location`,
        manager_id: t`Manager`,
        assignment_mode: t`New tickets`,
      }}
      {...(onCancel ? { onCancel } : {})}
      extra={extra}
      sticky={team === null}
    >
      <TextInput label={t`Name`} required {...form.getInputProps('name')} maxLength={120} data-autofocus />
      {!team && (
        <TextInput
          label={t`Key`}
          description={t`For programs and imports; never changes.`}
          placeholder={keyFrom(form.values.name)}
          {...form.getInputProps('key')}
          maxLength={40}
        />
      )}
      <Textarea
        label={t`What it does`}
        {...form.getInputProps('description')}
        autosize
        minRows={2}
        maxLength={500}
      />
      <LocationSelect
        label={t`Location`}
        description={t`Leave empty for a team that serves everybody.`}
        {...form.getInputProps('location')}
      />
      <PersonSelect
        label={t`Manager`}
        description={t`Is told when tickets of the team are overdue.`}
        known={team?.manager ?? null}
        {...form.getInputProps('manager_id')}
      />
      <Radio.Group label={t`New tickets`} {...form.getInputProps('assignment_mode')}>
        <Stack gap="xs" mt={6}>
          {MODES.map((mode) => (
            <Radio key={mode} value={mode} label={t(MODE_LABELS[mode].long)} />
          ))}
        </Stack>
      </Radio.Group>
    </RecordForm>
  );
}
