import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  beginLink,
  identitiesKey,
  identitiesQuery,
  providerButtonsQuery,
  unlinkIdentity,
} from '@/api/sign-in-providers';
import { formatMoment } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';
import { Section } from './Section';

/** Other ways into this account; shown where an administrator set a provider up, or one is linked. */
export function IdentitiesSection() {
  const { t } = useLingui();
  const client = useQueryClient();
  const offered = useQuery(providerButtonsQuery()).data ?? [];
  const linked = useQuery(identitiesQuery()).data ?? [];
  const link = useMutation({
    mutationFn: beginLink,
    onSuccess: (address) => window.location.assign(address),
    onError: (error) => toastFailed(error, t`Nothing was linked`),
  });
  const unlink = useMutation({
    mutationFn: unlinkIdentity,
    onSuccess: () => {
      toastDone(t`It opens your account no more.`);
      return client.invalidateQueries({ queryKey: identitiesKey });
    },
    onError: (error) => toastFailed(error, t`It was not unlinked`),
  });
  if (offered.length + linked.length === 0) return null;
  return (
    <Section
      title={<Trans>Sign in with</Trans>}
      text={<Trans>Accounts elsewhere that open your account here.</Trans>}
    >
      <Stack gap="sm">
        {linked.map((identity) => {
          const { provider } = identity;
          const since = formatMoment(identity.linked_at);
          return (
            <Group key={identity.id} justify="space-between" wrap="nowrap">
              <div>
                <Text size="sm" fw={500}>
                  {provider}
                </Text>
                <Text size="xs" c="dimmed">
                  {identity.email && <>{identity.email} · </>}
                  <Trans>linked {since}</Trans>
                </Text>
              </div>
              <Button
                variant="default"
                size="xs"
                loading={unlink.isPending}
                onClick={() => unlink.mutate(identity.id)}
                aria-label={t`Unlink ${provider}`}
              >
                <Trans>Unlink</Trans>
              </Button>
            </Group>
          );
        })}
        {offered
          .filter(({ name }) => !linked.some(({ provider }) => provider === name))
          .map(({ key, name }) => (
            <Group key={key}>
              <Button variant="default" loading={link.isPending} onClick={() => link.mutate(key)}>
                <Trans>Link {name}</Trans>
              </Button>
            </Group>
          ))}
      </Stack>
    </Section>
  );
}
