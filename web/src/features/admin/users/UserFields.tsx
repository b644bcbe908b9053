import { useLingui } from '@lingui/react/macro';
import { Alert, NativeSelect, SimpleGrid, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { ownRoles } from '@/api/admin-own-roles';
import { referenceQuery } from '@/api/reference';
import type { NamedRef, Role } from '@/api/types';
import { LocationSelect, PersonSelect, ZoneSelect } from '../frame/fields';
import { chooseRole, roleOf, useRoleChoices } from '../frame/roles';
import type { UserValues } from './model';

interface Props {
  form: UseFormReturnType<UserValues>;
  manager: NamedRef | null;
  /** The role as it is now, one of the organisation's own by its id; another one has consequences. */
  roleChanges: string | undefined;
}

export function UserFields({ form, manager, roleChanges }: Props) {
  const { t } = useLingui();
  const { data: reference } = useQuery(referenceQuery());
  const chooseLocation = (name: string | null) => {
    form.setFieldValue('location', name);
    const zone = reference?.locations.find((place) => place.name === name)?.timezone;
    if (zone && form.values.timezone === 'UTC') form.setFieldValue('timezone', zone);
  };
  return (
    <>
      <TextInput label={t`Name`} required {...form.getInputProps('name')} maxLength={120} data-autofocus />
      <TextInput label={t`Email`} required type="email" {...form.getInputProps('email')} maxLength={254} />
      <RoleSelect form={form} />
      {roleChanges && roleChanges !== roleOf(form.values) && (
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

/** The four roles that are shipped, and the organisation's own where there are any. */
function RoleSelect({ form }: { form: UseFormReturnType<UserValues> }) {
  const { t } = useLingui();
  const { data: own = [] } = useQuery(ownRoles.listQuery());
  const { role } = form.values;
  const chosen = own.find(({ id }) => id === form.values.own_role_id);
  const meaning = useRoleMeaning(role);
  const choices = useRoleChoices(own);
  const choose = (value: string) => form.setValues(chooseRole(value, own));
  return (
    <NativeSelect
      label={t`Role`}
      description={chosen?.description || meaning}
      error={form.errors.role ?? form.errors.own_role_id}
      value={roleOf(form.values)}
      onChange={(event) => choose(event.currentTarget.value)}
      data={choices}
    />
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
