import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconDeviceLaptop, IconDeviceMobile } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { authKeys } from '@/api/auth';
import { revokeOtherSessions, revokeSession, sessionsQuery } from '@/api/own-sessions';
import type { SessionInfo } from '@/api/types';
import { useNow } from '@/lib/clock';
import { formatRelative } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import { describeAgent } from '../model';
import { Section } from './Section';

export function SessionsSection() {
  const { data, isPending, isError, error, refetch } = useQuery(sessionsQuery());
  return (
    <Section
      title={<Trans>Where you are signed in</Trans>}
      text={<Trans>End a session you do not recognise, then change your password.</Trans>}
    >
      {isPending && <Skeleton h={56} />}
      {isError && <ErrorState error={error} onRetry={() => void refetch()} />}
      <Stack gap="sm">
        {data?.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </Stack>
      {data && data.length > 1 && <EndOthers count={data.length - 1} />}
    </Section>
  );
}

function EndOthers({ count }: { count: number }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: revokeOtherSessions,
    onSuccess: () => {
      toastDone(t`Every other session has ended.`);
      return client.invalidateQueries({ queryKey: authKeys.sessions() });
    },
    onError: (error) => toastFailed(error, t`The sessions were not ended`),
  });
  return (
    <Group>
      <Button variant="default" loading={end.isPending} onClick={() => end.mutate()}>
        <Plural value={count} one="End the other session" other="End all # others" />
      </Button>
    </Group>
  );
}

function SessionRow({ session }: { session: SessionInfo }) {
  const { t } = useLingui();
  const now = useNow();
  const client = useQueryClient();
  const agent = describeAgent(session.user_agent);
  const end = useMutation({
    mutationFn: () => revokeSession(session.id),
    onSuccess: () => {
      toastDone(t`The session has ended.`);
      return client.invalidateQueries({ queryKey: authKeys.sessions() });
    },
    onError: (error) => toastFailed(error, t`The session was not ended`),
  });
  const Icon = agent.mobile ? IconDeviceMobile : IconDeviceLaptop;
  const name = agent.name || t`Unknown browser`;
  const seen = formatRelative(session.last_active_at, now);
  return (
    <Group justify="space-between" wrap="nowrap">
      <Group gap="sm" wrap="nowrap" miw={0}>
        <Icon size={22} stroke={1.6} aria-hidden />
        <div>
          <Text size="sm" fw={500}>
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            {session.ip} · <Trans>used {seen}</Trans>
          </Text>
        </div>
      </Group>
      {session.is_current ? (
        <Badge variant="light" color="teal" tt="none">
          <Trans>This one</Trans>
        </Badge>
      ) : (
        <Button
          variant="default"
          size="xs"
          loading={end.isPending}
          onClick={() => end.mutate()}
          aria-label={t`End the session on ${name}`}
        >
          <Trans>End</Trans>
        </Button>
      )}
    </Group>
  );
}
