import { useLingui } from '@lingui/react/macro';
import { Alert, NativeSelect, SimpleGrid, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { referenceQuery } from '@/api/reference';
import type { NamedRef, Role } from '@/api/types';
import { ROLE_LABELS } from '@/ui/labels';
import { LocationSelect, PersonSelect, ZoneSelect } from '../frame/fields';
import { ROLES, type UserValues } from './model';

interface Props {
  form: UseFormReturnType<UserValues>;
  manager: NamedRef | null;
  /** The role as it is now; another one has consequences. */
  roleChanges: Role | undefined;
}

export function UserFields({ form, manager, roleChanges }: Props) {
  const { t } = useLingui();
  const { data: reference } = useQuery(referenceQuery());
  const { role } = form.values;
  const chooseLocation = (name: string | null) => {
    form.setFieldValue('location', name);
    const zone = reference?.locations.find((place) => place.name === name)?.timezone;
    if (zone && form.values.timezone === 'UTC') form.setFieldValue('timezone', zone);
  };
  return (
    <>
      <TextInput label={t`Name`} required {...form.getInputProps('name')} maxLength={120} data-autofocus />
      <TextInput label={t`Email`} required type="email" {...form.getInputProps('email')} maxLength={254} />
      <NativeSelect
        label={t`Role`}
        description={useRoleMeaning(role)}
        {...form.getInputProps('role')}
        data={ROLES.map((value) => ({ value, label: t(ROLE_LABELS[value]) }))}
      />
      {roleChanges && roleChanges !== role && (
        <Alert color="yellow" py="xs">
          {t`Another role takes effect at once: this person is signed out everywhere.`}
        </Alert>
      )}
      <Switch
        label={t`VIP`}
        description={t`Rules may give tickets of VIPs a higher priority.`}
        {...form.getInputProps('is_vip', { type: 'checkbox' })}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <LocationSelect label={t`Location`} {...form.getInputProps('location')} onChange={chooseLocation} />
        <ZoneSelect label={t`Time zone`} {...form.getInputProps('timezone')} allowDeselect={false} />
        <TextInput label={t`Department`} {...form.getInputProps('department')} maxLength={100} />
        <TextInput label={t`Job title`} {...form.getInputProps('job_title')} maxLength={100} />
      </SimpleGrid>
      <PersonSelect label={t`Manager`} known={manager} {...form.getInputProps('manager_id')} />
    </>
  );
}

function useRoleMeaning(role: Role): string {
  const { t } = useLingui();
  const meanings: Record<Role, string> = {
    end_user: t`Raises tickets and follows their own.`,
    it_agent: t`Works on the tickets of their teams.`,
    it_manager: t`Sees every ticket, assigns anybody, manages teams.`,
    system_admin: t`May do everything, this administration included.`,
  };
  return meanings[role];
}
