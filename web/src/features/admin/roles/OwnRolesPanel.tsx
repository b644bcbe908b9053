import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Group, Modal, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { type OwnRole, ownRoles } from '@/api/admin-own-roles';
import type { RoleList } from '@/api/admin-roles';
import { ErrorState } from '@/ui/ErrorState';
import { ROLE_LABELS } from '@/ui/labels';

const OwnRoleForm = lazy(async () => ({ default: (await import('./OwnRoleForm')).OwnRoleForm }));

/** Roles that administrators made, each built on a shipped one. */
export function OwnRolesPanel({ shipped }: { shipped: RoleList }) {
  const { t } = useLingui();
  const { data, isPending, error, refetch } = useQuery(ownRoles.listQuery());
  const [edited, edit] = useState<OwnRole | 'new' | null>(null);
  const close = () => edit(null);
  return (
    <Paper withBorder p="lg" component="section" aria-label={t`Roles of your own`}>
      <Group justify="space-between" mb="xs">
        <Title order={2}>
          <Trans>Roles of your own</Trans>
        </Title>
        <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => edit('new')}>
          <Trans>Add a role</Trans>
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mb="md">
        <Trans>Built on a role below: with its rules, but with permissions of its own.</Trans>
      </Text>
      {isPending && <Skeleton h={48} />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <Text size="sm" c="dimmed">
          <Trans>None yet. The four roles below are enough for most desks.</Trans>
        </Text>
      )}
      <Stack gap="md">
        {data?.map((role) => (
          <OwnRoleRow key={role.id} role={role} onEdit={() => edit(role)} />
        ))}
      </Stack>
      <Modal
        opened={edited !== null}
        onClose={close}
        title={edited === 'new' ? t`Add a role` : edited?.name}
        size="xl"
        closeButtonProps={{ 'aria-label': t`Close` }}
      >
        <Suspense fallback={<Skeleton h={320} />}>
          {edited && <OwnRoleForm role={edited === 'new' ? null : edited} shipped={shipped} onDone={close} />}
        </Suspense>
      </Modal>
    </Paper>
  );
}

function OwnRoleRow({ role, onEdit }: { role: OwnRole; onEdit: () => void }) {
  const { t } = useLingui();
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div>
        <Group gap={6}>
          <Text fw={500}>{role.name}</Text>
          <Badge variant="light" color="gray" tt="none">
            {t(ROLE_LABELS[role.base])}
          </Badge>
          <Text size="sm" c="dimmed">
            <Plural value={role.people} one="# person" other="# people" />
          </Text>
        </Group>
        <Text size="sm" c="dimmed">
          {role.description}
        </Text>
      </div>
      <Button variant="default" size="xs" onClick={onEdit} aria-label={t`Edit ${role.name}`} flex="0 0 auto">
        <Trans>Edit</Trans>
      </Button>
    </Group>
  );
}
