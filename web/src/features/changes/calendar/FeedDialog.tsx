import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { changeKeys, dropFeed, feedQuery, renewFeed } from '@/api/changes';
import { confirm } from '@/lib/confirm';
import { toastDone, toastFailed } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import { RowsSkeleton } from '@/ui/Skeletons';

/** One's own secret address of the calendar, for phones and mail programs. */
export function FeedDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const { data, isPending, isError, error, refetch } = useQuery(feedQuery());
  return (
    <Modal opened onClose={onClose} title={t`Changes in your own calendar`} size="lg">
      <Stack>
        <Text size="sm">
          <Trans>
            Outlook, Google Calendar and phones can show changes and freezes beside your appointments. Add a
            calendar by its address there.
          </Trans>
        </Text>
        {isPending && <RowsSkeleton count={1} />}
        {isError && <ErrorState error={error} onRetry={() => void refetch()} />}
        {data && <Address address={data.address} />}
      </Stack>
    </Modal>
  );
}

function Address({ address }: { address: string | null }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { copy, copied } = useClipboard();
  const refresh = () => client.invalidateQueries({ queryKey: changeKeys.feed });
  const renew = useMutation({
    mutationFn: renewFeed,
    onSuccess: refresh,
    onError: (error) => toastFailed(error, t`There is no new address`),
  });
  const drop = useMutation({
    mutationFn: dropFeed,
    onSuccess: async () => {
      toastDone(t`The address is withdrawn`);
      await refresh();
    },
    onError: (error) => toastFailed(error, t`The address was not withdrawn`),
  });
  const askRenew = async () => {
    const agreed = await confirm({
      title: t`Make a new address?`,
      text: t`Calendars that use the present one show nothing new from then on.`,
      confirm: t`Make a new one`,
      cancel: t`Keep it`,
      danger: true,
    });
    if (agreed) renew.mutate();
  };
  if (address === null)
    return (
      <Button onClick={() => renew.mutate()} loading={renew.isPending}>
        <Trans>Make an address</Trans>
      </Button>
    );
  return (
    <>
      <TextInput
        label={t`Your address`}
        description={t`Whoever knows it can read the calendar: keep it to yourself.`}
        value={address}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group>
        <Button onClick={() => copy(address)}>{copied ? t`Copied` : t`Copy`}</Button>
        <Button variant="default" loading={renew.isPending} onClick={() => void askRenew()}>
          <Trans>Make a new one</Trans>
        </Button>
        <Button variant="subtle" color="red" loading={drop.isPending} onClick={() => drop.mutate()}>
          <Trans>Withdraw it</Trans>
        </Button>
      </Group>
    </>
  );
}
