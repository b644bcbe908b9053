import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { authKeys, useMe } from '@/api/auth';
import {
  beginEnrolment,
  confirmEnrolment,
  makeRecoveryCodes,
  secondFactorQuery,
  turnOffSecondFactor,
} from '@/api/second-factor';
import { updateMe } from '@/api/session';
import type { SecondFactor } from '@/api/types';
import { confirm } from '@/lib/confirm';
import { formatMoment } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import { Section } from './Section';

const EnrolForm = lazy(async () => ({ default: (await import('@/ui/EnrolForm')).EnrolForm }));
const RecoveryCodes = lazy(async () => ({ default: (await import('@/ui/RecoveryCodes')).RecoveryCodes }));

/** What is shown below the state: nothing, the picture to scan, or fresh recovery codes. */
type Showing = { what: 'state' } | { what: 'enrol' } | { what: 'codes'; codes: string[] };

export function SecondFactorSection() {
  const me = useMe();
  const client = useQueryClient();
  const { data, isPending, error, refetch } = useQuery(secondFactorQuery());
  const [showing, show] = useState<Showing>({ what: 'state' });
  const changed = (isOn: boolean) => {
    updateMe({ ...me, has_second_factor: isOn });
    return client.invalidateQueries({ queryKey: authKeys.all });
  };
  const enrolled = async (code: string) => {
    const codes = await confirmEnrolment(code);
    show({ what: 'codes', codes });
    await changed(true);
  };
  const back = () => show({ what: 'state' });
  return (
    <Section
      title={<Trans>Second step</Trans>}
      text={
        <Trans>A code from your phone besides the password: a stolen password alone opens nothing.</Trans>
      }
    >
      {isPending && <Skeleton h={40} />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      <Suspense fallback={<Skeleton h={160} />}>
        {showing.what === 'enrol' && (
          <EnrolForm
            begin={beginEnrolment}
            onCode={enrolled}
            onCancel={back}
            cancel={<Trans>Cancel</Trans>}
          />
        )}
        {showing.what === 'codes' && <RecoveryCodes codes={showing.codes} onDone={back} />}
      </Suspense>
      {data && showing.what === 'state' && (
        <State
          factor={data}
          onEnrol={() => show({ what: 'enrol' })}
          onCodes={(codes) => show({ what: 'codes', codes })}
          onChanged={changed}
        />
      )}
    </Section>
  );
}

interface StateProps {
  factor: SecondFactor;
  onEnrol: () => void;
  onCodes: (codes: string[]) => void;
  onChanged: (isOn: boolean) => Promise<void>;
}

function State({ factor, onEnrol, onCodes, onChanged }: StateProps) {
  const { t } = useLingui();
  const off = useMutation({
    mutationFn: turnOffSecondFactor,
    onSuccess: async () => {
      toastDone(t`Your second step is off.`);
      await onChanged(false);
    },
    onError: (error) => toastFailed(error, t`It was not turned off`),
  });
  const codes = useMutation({
    mutationFn: makeRecoveryCodes,
    onSuccess: async (fresh) => {
      onCodes(fresh);
      await onChanged(true);
    },
    onError: (error) => toastFailed(error, t`No new codes were made`),
  });
  const askOff = async () => {
    const agreed = await confirm({
      title: t`Turn the second step off?`,
      text: t`Your password alone will open your account. Your other sessions are signed out.`,
      confirm: t`Turn off`,
      cancel: t`Cancel`,
      danger: true,
    });
    if (agreed) off.mutate();
  };
  if (!factor.is_on)
    return (
      <Group>
        <Button onClick={onEnrol}>
          <Trans>Set it up</Trans>
        </Button>
      </Group>
    );
  const since = factor.since ? formatMoment(factor.since) : '';
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Badge variant="light" color="teal" tt="none">
          <Trans>On</Trans>
        </Badge>
        <Text size="sm">
          <Trans>since {since}</Trans> ·{' '}
          <Plural
            value={factor.recovery_codes_left}
            _0="no recovery codes left"
            one="# recovery code left"
            other="# recovery codes left"
          />
        </Text>
      </Group>
      {factor.is_demanded && (
        <Text size="sm" c="dimmed">
          <Trans>Your role needs it, so it cannot be turned off.</Trans>
        </Text>
      )}
      <Group gap="xs">
        <Button variant="default" loading={codes.isPending} onClick={() => codes.mutate()}>
          <Trans>Make new recovery codes</Trans>
        </Button>
        {!factor.is_demanded && (
          <Button variant="default" loading={off.isPending} onClick={() => void askOff()}>
            <Trans>Turn off</Trans>
          </Button>
        )}
      </Group>
    </Stack>
  );
}
