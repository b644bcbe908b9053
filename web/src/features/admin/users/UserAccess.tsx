import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Divider, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  activateUser,
  deactivateUser,
  inviteUser,
  resetSecondFactor,
  signUserOut,
  type User,
  userKeys,
  withdrawInvitation,
} from '@/api/admin-users';
import { useMe } from '@/api/auth';
import { useNow } from '@/lib/clock';
import { confirm } from '@/lib/confirm';
import { formatMoment } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';
import { SwitchOffButton } from '../frame/SwitchOffButton';
import { useSwitchOff } from '../frame/use-switch-off';

/** What an administrator can do to somebody's access, each with what it means. */
export function UserAccess({ user }: { user: User }) {
  const { t } = useLingui();
  const me = useMe();
  const { name } = user;
  const client = useQueryClient();
  const access = useSwitchOff({
    off: deactivateUser,
    on: activateUser,
    stale: [userKeys.all],
    meaning: t`They are signed out everywhere at once and cannot sign in. Their tickets, messages and history stay as they are; give open tickets to somebody else.`,
  });
  const signOut = useMutation({
    mutationFn: () => signUserOut(user.id),
    onSuccess: () => toastDone(t`${name} is signed out everywhere.`),
    onError: (error) => toastFailed(error, t`${name} was not signed out`),
  });
  const invite = useMutation({
    mutationFn: () => inviteUser(user.id),
    onSuccess: () => {
      toastDone(t`A new link is on its way to ${name}.`);
      return client.invalidateQueries({ queryKey: userKeys.all });
    },
    onError: (error) => toastFailed(error, t`The link was not sent`),
  });
  const withdraw = useMutation({
    mutationFn: () => withdrawInvitation(user.id),
    onSuccess: () => {
      toastDone(t`The invitation of ${name} works no more.`);
      return client.invalidateQueries({ queryKey: userKeys.all });
    },
    onError: (error) => toastFailed(error, t`The invitation was not withdrawn`),
  });
  const reset = useMutation({
    mutationFn: () => resetSecondFactor(user.id),
    onSuccess: () => {
      toastDone(t`${name} signs in without a code until they set it up again.`);
      return client.invalidateQueries({ queryKey: userKeys.all });
    },
    onError: (error) => toastFailed(error, t`The second step of ${name} was not reset`),
  });
  const askReset = async () => {
    const agreed = await confirm({
      title: t`Reset the second step of ${name}?`,
      text: t`For a lost phone. Make sure it is really them who asks: from then on the password alone opens the account. They are signed out everywhere and told by mail.`,
      confirm: t`Reset`,
      cancel: t`Cancel`,
      danger: true,
    });
    if (agreed) reset.mutate();
  };
  return (
    <>
      <Divider label={t`Access`} labelPosition="left" mt="sm" />
      <Text size="sm" c="dimmed">
        {user.is_active ? (
          <Trans>Active: may sign in.</Trans>
        ) : (
          <Trans>Inactive: may not sign in. Everything of theirs is kept.</Trans>
        )}
      </Text>
      {user.invited_until && !user.has_password && <Invited until={user.invited_until} />}
      <Group gap="xs">
        {user.invited_until && !user.has_password && (
          <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            <Trans>Withdraw the invitation</Trans>
          </Button>
        )}
        {user.is_active && !user.has_password && (
          <Button variant="light" size="sm" loading={invite.isPending} onClick={() => invite.mutate()}>
            <Trans>Mail the invitation again</Trans>
          </Button>
        )}
        {user.is_active && (
          <Button variant="default" loading={signOut.isPending} onClick={() => signOut.mutate()}>
            <Trans>Sign out everywhere</Trans>
          </Button>
        )}
        {user.has_second_factor && (
          <Button variant="default" loading={reset.isPending} onClick={() => void askReset()}>
            <Trans>Reset the second step</Trans>
          </Button>
        )}
        {user.id !== me.id && (
          <SwitchOffButton
            active={user.is_active}
            busy={access.busy}
            onOff={() => void access.deactivate(user)}
            onOn={() => access.activate(user)}
          />
        )}
      </Group>
    </>
  );
}

function Invited({ until }: { until: string }) {
  const now = useNow();
  const moment = formatMoment(until);
  return (
    <Text size="sm">
      {Date.parse(until) > now ? (
        <Trans>Invited; the link works until {moment}.</Trans>
      ) : (
        <Trans>The invitation expired on {moment}.</Trans>
      )}
    </Text>
  );
}
