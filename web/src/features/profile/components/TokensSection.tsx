import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { apiTokensKey, apiTokensQuery, revokeApiToken } from '@/api/api-tokens';
import type { ApiToken } from '@/api/types';
import { confirm } from '@/lib/confirm';
import { formatMoment } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import { SCOPE_LABELS } from '../scopes';
import { Section } from './Section';

const TokenForm = lazy(async () => ({ default: (await import('./TokenForm')).TokenForm }));

/** Programs that act in this person's name. */
export function TokensSection() {
  const { data, isPending, error, refetch } = useQuery(apiTokensQuery());
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title={<Trans>API tokens</Trans>}
      text={<Trans>For scripts and other programs. Whoever holds one acts in your name.</Trans>}
    >
      {isPending && <Skeleton h={40} />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      <Stack gap="sm">
        {data?.items.map((token) => (
          <TokenRow key={token.id} token={token} />
        ))}
      </Stack>
      {data && adding && (
        <Suspense fallback={<Skeleton h={160} />}>
          <TokenForm scopes={data.scopes} longest={data.longest_days} onDone={() => setAdding(false)} />
        </Suspense>
      )}
      {data && !adding && (
        <Group>
          <Button variant="default" onClick={() => setAdding(true)}>
            <Trans>Make a token</Trans>
          </Button>
        </Group>
      )}
    </Section>
  );
}

function TokenRow({ token }: { token: ApiToken }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { name } = token;
  const revoke = useMutation({
    mutationFn: () => revokeApiToken(token.id),
    onSuccess: () => {
      toastDone(t`“${name}” works no more.`);
      return client.invalidateQueries({ queryKey: apiTokensKey });
    },
    onError: (error) => toastFailed(error, t`The token was not revoked`),
  });
  const ask = async () => {
    const agreed = await confirm({
      title: t`Revoke “${name}”?`,
      text: t`Programs that use it are refused within seconds. This cannot be undone.`,
      confirm: t`Revoke`,
      cancel: t`Cancel`,
      danger: true,
    });
    if (agreed) revoke.mutate();
  };
  const ends = formatMoment(token.expires_at);
  const used = token.last_used_at ? formatMoment(token.last_used_at) : null;
  const from = token.last_used_ip;
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div>
        <Group gap={6}>
          <Text size="sm" fw={500}>
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            …{token.hint}
          </Text>
          {token.scopes.map((scope) => (
            <Badge key={scope} variant="light" color="gray" tt="none" size="sm">
              {t(SCOPE_LABELS[scope])}
            </Badge>
          ))}
        </Group>
        <Text size="xs" c="dimmed">
          <Trans>ends {ends}</Trans> ·{' '}
          {used ? (
            <Trans>
              last used {used} from {from}
            </Trans>
          ) : (
            <Trans>never used</Trans>
          )}
        </Text>
      </div>
      <Button
        variant="default"
        size="xs"
        loading={revoke.isPending}
        onClick={() => void ask()}
        aria-label={t`Revoke the token ${name}`}
        flex="0 0 auto"
      >
        <Trans>Revoke</Trans>
      </Button>
    </Group>
  );
}
