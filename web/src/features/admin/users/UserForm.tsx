import { useLingui } from '@lingui/react/macro';
import { schemaResolver } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { createUser, readUser, type User, updateUser, userKeys } from '@/api/admin-users';
import { toastDone } from '@/lib/toast';
import { RecordForm } from '../frame/RecordForm';
import { roleOf } from '../frame/roles';
import { useAdminSearch } from '../frame/use-admin-search';
import { useRecordForm } from '../frame/use-record-form';
import { EMPTY_USER, MIN_PASSWORD, toUserInput, toUserValues, type UserValues } from './model';
import { UserAccess } from './UserAccess';
import { UserEntry } from './UserEntry';
import { UserFields } from './UserFields';

export function UserForm({ user }: { user: User | null }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { close } = useAdminSearch();
  const validate = useUserRules();
  const handle = useRecordForm<UserValues, User>({
    record: user,
    values: user ? toUserValues(user) : EMPTY_USER,
    toValues: toUserValues,
    validate,
    save: (values, version, key) =>
      user && version !== null
        ? updateUser(user.id, version, toUserInput(values, false))
        : createUser(toUserInput(values, true), key),
    reload: () => readUser(user?.id ?? ''),
    onSaved: (saved) => {
      void client.invalidateQueries({ queryKey: userKeys.all });
      const { name } = saved;
      toastDone(
        user
          ? t`${name} is saved.`
          : saved.has_password
            ? t`${name} can sign in now.`
            : t`${name} is invited by mail.`,
      );
      close(true);
    },
  });
  return (
    <RecordForm
      handle={handle}
      labels={{
        name: t`Name`,
        email: t`Email`,
        role: t`Role`,
        is_vip: t`VIP`,
        department: t`Department`,
        job_title: t`Job title`,
        location: t`Location`,
        manager_id: t`Manager`,
        timezone: t`Time zone`,
      }}
      onCancel={() => close()}
      saveLabel={user ? undefined : t`Add`}
    >
      <UserFields
        form={handle.form}
        manager={user?.manager ?? null}
        roleChanges={user ? roleOf(toUserValues(user)) : undefined}
      />
      {user ? <UserAccess user={user} /> : <UserEntry form={handle.form} />}
    </RecordForm>
  );
}

function useUserRules() {
  const { t } = useLingui();
  const password = z.string();
  const schema = z
    .object({
      name: z.string().check(z.refine((name) => name.trim() !== '', t`Give a name.`)),
      email: z
        .string()
        .check(z.refine((text) => /^\S+@\S+\.\S+$/.test(text.trim()), t`Give an email address.`)),
      timezone: z.string(),
      entry: z.string(),
      password,
    })
    .check(
      z.refine((values) => values.entry === 'mail' || values.password.length >= MIN_PASSWORD, {
        path: ['password'],
        error: t`At least ${MIN_PASSWORD} characters.`,
      }),
    );
  return schemaResolver(schema, { sync: true }) as (values: UserValues) => Record<string, string>;
}
