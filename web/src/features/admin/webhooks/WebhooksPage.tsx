import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Group, Modal, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { type Webhook, webhooksQuery } from '@/api/admin-webhooks';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { CardsSkeleton } from '@/ui/Skeletons';
import { AdminPage } from '../frame/AdminPage';
import { SecretOnce } from './SecretOnce';

const WebhookForm = lazy(async () => ({ default: (await import('./WebhookForm')).WebhookForm }));
const WebhookLog = lazy(async () => ({ default: (await import('./WebhookLog')).WebhookLog }));

type Opened = { kind: 'new' } | { kind: 'edit' | 'log'; hook: Webhook };

/** Other systems that are told what happens, signed. */
export function WebhooksPage() {
  const { t } = useLingui();
  const { data, isPending, error, refetch } = useQuery(webhooksQuery());
  const [opened, open] = useState<Opened | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const close = () => open(null);
  return (
    <AdminPage
      title={t`Webhooks`}
      lead={<Trans>Other systems hear what happens. Every message is signed (Standard Webhooks).</Trans>}
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={() => open({ kind: 'new' })}>
          <Trans>Add a webhook</Trans>
        </Button>
      }
    >
      {isPending && <CardsSkeleton />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState
          icon={IconWebhook}
          title={<Trans>No webhook yet</Trans>}
          text={
            <Trans>Add an address of your chat, monitoring or automation, and choose what it hears.</Trans>
          }
        />
      )}
      <Stack gap="sm" maw={960}>
        {data?.map((hook) => (
          <HookCard
            key={hook.id}
            hook={hook}
            onEdit={() => open({ kind: 'edit', hook })}
            onLog={() => open({ kind: 'log', hook })}
          />
        ))}
      </Stack>
      <Modal
        opened={opened !== null}
        onClose={close}
        size={opened?.kind === 'log' ? 'xl' : 'lg'}
        title={opened?.kind === 'new' ? t`Add a webhook` : opened && 'hook' in opened ? opened.hook.name : ''}
        closeButtonProps={{ 'aria-label': t`Close` }}
      >
        <Suspense fallback={<Skeleton h={280} />}>
          {opened?.kind === 'log' && <WebhookLog hook={opened.hook} />}
          {opened && opened.kind !== 'log' && (
            <WebhookForm
              hook={opened.kind === 'edit' ? opened.hook : null}
              onDone={close}
              onSecret={setSecret}
            />
          )}
        </Suspense>
      </Modal>
      <SecretOnce secret={secret} onClose={() => setSecret(null)} />
    </AdminPage>
  );
}

function HookCard({ hook, onEdit, onLog }: { hook: Webhook; onEdit: () => void; onLog: () => void }) {
  const { t } = useLingui();
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ minWidth: 0, flex: '1 1 260px' }}>
          <Group gap={6}>
            <Text fw={600}>{hook.name}</Text>
            <HookBadge hook={hook} />
          </Group>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {hook.url}
          </Text>
          <Text size="sm" c="dimmed">
            <Plural value={hook.events.length} one="# event" other="# events" />
            {hook.disabled_reason && <> · {hook.disabled_reason}</>}
          </Text>
        </div>
        <Group gap="xs">
          <Button variant="default" size="xs" onClick={onLog} aria-label={t`Log of ${hook.name}`}>
            <Trans>Log</Trans>
          </Button>
          <Button variant="default" size="xs" onClick={onEdit} aria-label={t`Edit ${hook.name}`}>
            <Trans>Edit</Trans>
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}

function HookBadge({ hook }: { hook: Webhook }) {
  if (!hook.is_active)
    return (
      <Badge variant="light" color="gray" tt="none">
        <Trans>Off</Trans>
      </Badge>
    );
  if (hook.failing_since)
    return (
      <Badge variant="light" color="orange" tt="none">
        <Trans>Failing</Trans>
      </Badge>
    );
  return (
    <Badge variant="light" color="teal" tt="none">
      <Trans>On</Trans>
    </Badge>
  );
}
