import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Asset, assetKeys, giveSeat, seatsQuery, takeSeat } from '@/api/assets';
import { newKey } from '@/lib/ids';
import { toastFailed } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import { PersonSelect } from '@/ui/PersonSelect';
import { CardsSkeleton } from '@/ui/Skeletons';

/** Who uses the seats of a licence, and how many are left. */
export function Seats({ asset }: { asset: Asset }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const list = useQuery(seatsQuery(asset.id));
  const refresh = () => client.invalidateQueries({ queryKey: assetKeys.all });
  const give = useMutation({
    mutationFn: (userId: string) => giveSeat(asset.id, userId, newKey()),
    onError: (error) => toastFailed(error, t`No seat was given`),
    onSettled: refresh,
  });
  const take = useMutation({
    mutationFn: (userId: string) => takeSeat(asset.id, userId),
    onError: (error) => toastFailed(error, t`The seat stays`),
    onSettled: refresh,
  });
  if (list.isPending) return <CardsSkeleton />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const seats = asset.seats ?? 0;
  const used = list.data.length;
  return (
    <Paper withBorder p="lg">
      <Stack gap="md">
        <div>
          <Text size="sm" mb={6}>
            <Trans>
              {used} of {seats} seats are in use
            </Trans>
          </Text>
          <Progress
            value={seats ? (100 * used) / seats : 0}
            color={used >= seats ? 'red' : 'teal'}
            aria-label={t`Seats in use`}
          />
        </div>
        {asset.can_edit && used < seats && (
          <PersonSelect
            key={used}
            label={t`Give a seat to`}
            size="sm"
            onPick={(person) => person && give.mutate(person.id)}
          />
        )}
        <Stack component="ul" gap={4} m={0} p={0} style={{ listStyle: 'none' }}>
          {list.data.map(({ person }) => (
            <Group key={person.id} component="li" justify="space-between">
              <Text size="sm">{person.name}</Text>
              {asset.can_edit && (
                <ActionIcon
                  size="sm"
                  aria-label={t`Take the seat of ${person.name} back`}
                  onClick={() => take.mutate(person.id)}
                >
                  <IconX size={14} aria-hidden />
                </ActionIcon>
              )}
            </Group>
          ))}
        </Stack>
      </Stack>
    </Paper>
  );
}
