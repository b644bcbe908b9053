import { Trans } from '@lingui/react/macro';
import { Button, Code, Group, Paper, Stack, Text } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isApiError } from '@/api/errors';

interface Props {
  error: unknown;
  onRetry?: () => void;
  /** What could not be loaded, as a sentence. */
  title?: ReactNode;
}

/** A part of a page that failed to load: the reason, a retry and the number support will ask for. */
export function ErrorState({ error, onRetry, title }: Props) {
  return (
    <Paper withBorder p="lg" role="alert">
      <Stack align="flex-start" gap="sm">
        <Group gap="xs" wrap="nowrap">
          <IconAlertTriangle size={20} color="var(--itsm-breach)" aria-hidden />
          <Text fw={600}>{title ?? <Trans>This could not be loaded</Trans>}</Text>
        </Group>
        <Text c="dimmed" size="sm">
          <Reason error={error} />
        </Text>
        {onRetry && (
          <Button variant="light" size="xs" leftSection={<IconRefresh size={16} />} onClick={onRetry}>
            <Trans>Try again</Trans>
          </Button>
        )}
        <RequestId error={error} />
      </Stack>
    </Paper>
  );
}

function Reason({ error }: { error: unknown }) {
  if (isApiError(error, 0)) return <Trans>The service desk cannot be reached. Check your connection.</Trans>;
  if (isApiError(error, 403))
    return <Trans>Your role does not allow this. A system administrator can change that.</Trans>;
  if (isApiError(error, 404)) return <Trans>It was moved or deleted, or it is not yours to see.</Trans>;
  if (isApiError(error, 429)) return <Trans>Too many requests at once. Wait a moment and try again.</Trans>;
  if (isApiError(error)) return <>{error.message}</>;
  return <Trans>Something unexpected happened in this page.</Trans>;
}

/** The number support asks for, with a button that copies it. */
export function RequestId({ error }: { error: unknown }) {
  const { copy, copied } = useClipboard();
  if (!isApiError(error) || !error.requestId) return null;
  const id = error.requestId;
  return (
    <Group gap={6}>
      <Text size="xs" c="dimmed">
        <Trans>Request</Trans> <Code>{id}</Code>
      </Text>
      <Button size="compact-xs" variant="subtle" color="gray" onClick={() => copy(id)}>
        {copied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
      </Button>
    </Group>
  );
}
