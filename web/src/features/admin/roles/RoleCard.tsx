import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Alert, Badge, Button, Group, Paper, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type RoleList, type RoleRead, roleKeys, updateRole } from '@/api/admin-roles';
import { isApiError } from '@/api/errors';
import { toastDone, toastFailed } from '@/lib/toast';
import { ROLE_LABELS } from '@/ui/labels';
import { useLeaveGuard } from '../frame/use-leave-guard';
import { PermissionBoxes } from './PermissionBoxes';

interface Props {
  role: RoleRead;
  permissions: RoleList['permissions'];
}

/** One role: its boxes, and what to do with a change. */
export function RoleCard({ role, permissions }: Props) {
  const { t } = useLingui();
  const [typed, setTyped] = useState<string[] | undefined>();
  const name = t(ROLE_LABELS[role.key]);
  const held = typed ?? role.permissions;
  const isChanged = typed !== undefined && typed.join() !== role.permissions.join();
  useLeaveGuard(isChanged);
  return (
    <Paper withBorder p="lg" component="section" aria-label={name}>
      <Group justify="space-between" mb="md">
        <Title order={2}>{name}</Title>
        <Group gap="xs">
          {!role.is_shipped && (
            <Badge color="blue" variant="light">
              <Trans>Changed</Trans>
            </Badge>
          )}
          <Text size="sm" c="dimmed">
            <Plural value={role.people} one="# person" other="# people" />
          </Text>
        </Group>
      </Group>
      {role.is_fixed && (
        <Text size="sm" c="dimmed" mb="sm">
          <Trans>Administrators may do everything; this role does not change.</Trans>
        </Text>
      )}
      <PermissionBoxes role={role} permissions={permissions} held={held} onChange={setTyped} />
      {(isChanged || !role.is_shipped) && (
        <SaveChange
          role={role}
          name={name}
          held={held}
          isChanged={isChanged}
          onDone={() => setTyped(undefined)}
        />
      )}
    </Paper>
  );
}

interface SaveProps {
  role: RoleRead;
  name: string;
  held: string[];
  isChanged: boolean;
  onDone: () => void;
}

/** The reason, and saving the boxes or going back to what was shipped. */
function SaveChange({ role, name, held, isChanged, onDone }: SaveProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: (permissions: string[] | null) =>
      updateRole(role.key, role.version, { permissions, reason: reason.trim() }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: roleKeys.all });
      setReason('');
      onDone();
      toastDone(t`Saved: ${name}`);
    },
    onError: (error) => {
      if (isApiError(error, 412)) void client.invalidateQueries({ queryKey: roleKeys.all });
      else if (!isApiError(error, 422)) toastFailed(error, t`Not saved: ${name}`);
    },
  });
  const isReady = reason.trim().length >= 3;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && isChanged) save.mutate(held);
  };
  return (
    <form onSubmit={submit} noValidate>
      {isApiError(save.error, 412) && (
        <Alert color="yellow" mt="md">
          <Trans>Somebody changed this role meanwhile. Look at it again, then save.</Trans>
        </Alert>
      )}
      {isApiError(save.error, 422) && (
        <Alert color="red" mt="md">
          {save.error.message}
        </Alert>
      )}
      <Group mt="md" align="end" gap="xs">
        <TextInput
          label={t`Reason`}
          required
          flex={1}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {isChanged ? (
          <Button type="submit" disabled={!isReady} loading={save.isPending}>
            <Trans>Save</Trans>
          </Button>
        ) : (
          <Button
            variant="default"
            disabled={!isReady}
            loading={save.isPending}
            onClick={() => save.mutate(null)}
          >
            <Trans>Back to what was shipped</Trans>
          </Button>
        )}
        {isChanged && (
          <Button variant="subtle" color="gray" onClick={onDone}>
            <Trans>Undo</Trans>
          </Button>
        )}
      </Group>
    </form>
  );
}
