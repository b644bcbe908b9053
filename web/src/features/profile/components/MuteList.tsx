import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { bellKeys, mutesQuery, unmuteConversation } from '@/api/notifications';
import { toastFailed } from '@/lib/toast';

/** What was muted, each with the way back; nothing where nothing is. */
export function MuteList() {
  const { t } = useLingui();
  const client = useQueryClient();
  const { data = [] } = useQuery(mutesQuery());
  const unmute = useMutation({
    mutationFn: unmuteConversation,
    onSuccess: () => client.invalidateQueries({ queryKey: bellKeys.mutes }),
    onError: (error) => toastFailed(error, t`It is still muted`),
  });
  if (data.length === 0) return null;
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        <Trans>Muted</Trans>
      </Text>
      {data.map((mute) => {
        const name = mute.title ?? t`Something you may no longer see`;
        return (
          <Group key={mute.key} justify="space-between" wrap="nowrap">
            <Text size="sm" truncate>
              {mute.reference} {name}
            </Text>
            <Button
              size="compact-sm"
              variant="light"
              aria-label={t`Hear of “${name}” again`}
              onClick={() => unmute.mutate(mute.key)}
            >
              <Trans>Unmute</Trans>
            </Button>
          </Group>
        );
      })}
    </Stack>
  );
}
