import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type OwnRole, ownRoles } from '@/api/admin-own-roles';
import { type RoleList, roleKeys } from '@/api/admin-roles';
import { isApiError } from '@/api/errors';
import type { Role } from '@/api/types';
import { confirm } from '@/lib/confirm';
import { newKey } from '@/lib/ids';
import { toastDone, toastFailed } from '@/lib/toast';
import { ROLE_LABELS } from '@/ui/labels';
import { onBase } from './model';
import { PermissionBoxes } from './PermissionBoxes';

interface Props {
  role: OwnRole | null;
  shipped: RoleList;
  onDone: () => void;
}

/** One role of one's own: what it is called, what it is built on, what its people may do, and why. */
export function OwnRoleForm({ role, shipped, onDone }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const bases = shipped.items.filter((one) => !one.is_fixed);
  const [key] = useState(newKey);
  const [base, setBase] = useState<Role>(role?.base ?? 'it_agent');
  const [name, setName] = useState(role?.name ?? '');
  const [description, setDescription] = useState(role?.description ?? '');
  const [held, setHeld] = useState(() => role?.permissions ?? onBase(base, bases));
  const [reason, setReason] = useState('');
  const rules = bases.find((one) => one.key === base);
  const refresh = () => client.invalidateQueries({ queryKey: roleKeys.all });
  const told = {
    name: name.trim(),
    description: description.trim(),
    permissions: held,
    reason: reason.trim(),
  };
  const save = useMutation({
    mutationFn: () =>
      role ? ownRoles.update(role.id, role.version, told) : ownRoles.create({ ...told, base }, key),
    onSuccess: async () => {
      await refresh();
      toastDone(t`Saved: ${name}`);
      onDone();
    },
    onError: (error) => {
      if (isApiError(error, 412)) void refresh();
      if (!isApiError(error, 422)) toastFailed(error, t`Not saved: ${name}`);
    },
  });
  const errors = isApiError(save.error, 422) ? save.error.fieldErrors : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (told.name && told.reason.length >= 3) save.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          label={t`Name`}
          required
          data-autofocus
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errors.name}
        />
        <Textarea
          label={t`What it is for`}
          autosize
          maxLength={300}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
          error={errors.description}
        />
        {role ? (
          <Text size="sm">
            <Trans>Built on: {t(ROLE_LABELS[role.base])}</Trans>
          </Text>
        ) : (
          <NativeSelect
            label={t`Built on`}
            description={t`Says who works tickets and who is told of what; it does not change later.`}
            value={base}
            onChange={(event) => {
              const next = event.currentTarget.value as Role;
              setBase(next);
              setHeld(onBase(next, bases));
            }}
            data={bases.map((one) => ({ value: one.key, label: t(ROLE_LABELS[one.key]) }))}
          />
        )}
        {rules && (
          <PermissionBoxes role={rules} permissions={shipped.permissions} held={held} onChange={setHeld} />
        )}
        {errors.permissions && <Alert color="red">{errors.permissions}</Alert>}
        <TextInput
          label={t`Reason`}
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={errors.reason}
        />
        <Group justify="space-between">
          <Group gap="xs">
            <Button type="submit" loading={save.isPending} disabled={!told.name || told.reason.length < 3}>
              <Trans>Save</Trans>
            </Button>
            <Button variant="subtle" color="gray" onClick={onDone}>
              <Trans>Cancel</Trans>
            </Button>
          </Group>
          {role && <RemoveButton role={role} onDone={onDone} />}
        </Group>
      </Stack>
    </form>
  );
}

/** Away with a role that nobody has. */
function RemoveButton({ role, onDone }: { role: OwnRole; onDone: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { name } = role;
  const remove = useMutation({
    mutationFn: () => ownRoles.remove(role.id, role.version),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: roleKeys.all });
      toastDone(t`Removed: ${name}`);
      onDone();
    },
    onError: (error) => toastFailed(error, t`Not removed: ${name}`),
  });
  const ask = async () => {
    const agreed = await confirm({
      title: t`Remove ${name}?`,
      text: t`Nobody has it. What people with this role did stays in the audit trail.`,
      confirm: t`Remove`,
      cancel: t`Cancel`,
      danger: true,
    });
    if (agreed) remove.mutate();
  };
  if (role.people > 0)
    return (
      <Text size="sm" c="dimmed">
        <Trans>It can be removed once nobody has it.</Trans>
      </Text>
    );
  return (
    <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => void ask()}>
      <Trans>Remove</Trans>
    </Button>
  );
}
