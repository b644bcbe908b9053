import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Group, Modal, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { type Provider, providers } from '@/api/sign-in-providers';
import { ErrorState } from '@/ui/ErrorState';

const ProviderForm = lazy(async () => ({ default: (await import('./ProviderForm')).ProviderForm }));

/** Identity providers people may sign in with. */
export function ProvidersPanel() {
  const { t } = useLingui();
  const { data, isPending, error, refetch } = useQuery(providers.listQuery());
  const [edited, edit] = useState<Provider | 'new' | null>(null);
  const close = () => edit(null);
  return (
    <Paper withBorder p="lg" component="section" maw={860}>
      <Group justify="space-between" mb="md">
        <Title order={2}>
          <Trans>Identity providers</Trans>
        </Title>
        <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => edit('new')}>
          <Trans>Add a provider</Trans>
        </Button>
      </Group>
      {isPending && <Skeleton h={48} />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <Text size="sm" c="dimmed">
          <Trans>None. People sign in with address and password.</Trans>
        </Text>
      )}
      <Stack gap="sm">
        {data?.map((provider) => (
          <Group key={provider.id} justify="space-between" wrap="nowrap">
            <div>
              <Group gap={6}>
                <Text fw={500}>{provider.name}</Text>
                {!provider.is_active && (
                  <Badge variant="light" color="gray" tt="none">
                    <Trans>Off</Trans>
                  </Badge>
                )}
              </Group>
              <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {provider.issuer}
              </Text>
            </div>
            <Button
              variant="default"
              size="xs"
              onClick={() => edit(provider)}
              aria-label={t`Edit ${provider.name}`}
              flex="0 0 auto"
            >
              <Trans>Edit</Trans>
            </Button>
          </Group>
        ))}
      </Stack>
      <Modal
        opened={edited !== null}
        onClose={close}
        title={edited === 'new' ? t`Add a provider` : edited?.name}
        size="lg"
        closeButtonProps={{ 'aria-label': t`Close` }}
      >
        <Suspense fallback={<Skeleton h={320} />}>
          {edited && <ProviderForm provider={edited === 'new' ? null : edited} onDone={close} />}
        </Suspense>
      </Modal>
    </Paper>
  );
}
