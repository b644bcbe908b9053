import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Skeleton, Stack, Text, Textarea } from '@mantine/core';
import { IconAlertCircle, IconCheck, IconInfoCircle, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { decideLetter, type Letter, readLetter, type Vote } from '@/api/approvals';
import { isApiError } from '@/api/errors';
import { formatMoment } from '@/lib/time';
import { Facts } from '@/ui/approvals/Facts';
import { APPROVAL_STATE_LABELS } from '@/ui/approvals/labels';
import { ErrorState } from '@/ui/ErrorState';
import { ButtonLink } from '@/ui/links';
import { Page } from '@/ui/Page';

/** Behind the link in a mail. Looking decides nothing: that takes one of the two buttons. */
export function LetterPage() {
  const { t } = useLingui();
  const hash = useLocation({ select: (location) => location.hash });
  const token = new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? '';
  const letter = useQuery({
    queryKey: ['approvals', 'letter', token],
    queryFn: () => readLetter(token),
    enabled: token !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (token === '' || isApiError(letter.error, 404)) return <Stale />;
  return (
    <Page title={letter.data?.title ?? t`An approval`} width="narrow">
      {letter.isPending && <Skeleton h={320} />}
      {letter.error && <ErrorState error={letter.error} onRetry={() => void letter.refetch()} />}
      {letter.data && <Found token={token} letter={letter.data} />}
    </Page>
  );
}

function Found({ token, letter }: { token: string; letter: Letter }) {
  const { t } = useLingui();
  return (
    <Stack gap="lg">
      <Text c="dimmed">
        <Trans>
          {letter.number} · {letter.requester} asks {letter.person}
        </Trans>
        {letter.due_at && (
          <>
            {' · '}
            <Trans>due {formatMoment(letter.due_at)}</Trans>
          </>
        )}
      </Text>
      <Facts facts={letter.facts} />
      {!letter.can_decide && (
        <Alert color="gray" icon={<IconInfoCircle size={20} />}>
          <Trans>There is nothing left for you to decide here.</Trans>{' '}
          {t(APPROVAL_STATE_LABELS[letter.state])}
        </Alert>
      )}
      {letter.can_decide && letter.needs_sign_in && (
        <Alert color="yellow" icon={<IconInfoCircle size={20} />}>
          <Stack align="flex-start" gap="sm">
            <Trans>The risk is high, so a link is not enough: sign in to decide.</Trans>
            <ButtonLink to="/approvals" size="sm">
              <Trans>Sign in and decide</Trans>
            </ButtonLink>
          </Stack>
        </Alert>
      )}
      {letter.can_decide && !letter.needs_sign_in && <Decide token={token} />}
    </Stack>
  );
}

function Decide({ token }: { token: string }) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const decide = useMutation({
    mutationFn: (vote: Vote) => decideLetter(token, vote, reason.trim()),
  });
  if (decide.isSuccess)
    return (
      <Alert color="teal" icon={<IconCheck size={20} />} role="status">
        <Trans>Your decision is taken. You can close this page.</Trans>
      </Alert>
    );
  return (
    <Stack>
      {decide.isError && <ErrorState error={decide.error} title={t`Your decision was not taken`} />}
      <Textarea
        label={t`Reason`}
        description={t`Needed for a no.`}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={2_000}
        autosize
        minRows={2}
      />
      <Group>
        <Button
          size="md"
          leftSection={<IconCheck size={18} aria-hidden />}
          loading={decide.isPending && decide.variables === 'approved'}
          onClick={() => decide.mutate('approved')}
        >
          <Trans>Approve</Trans>
        </Button>
        <Button
          size="md"
          color="red"
          variant="light"
          leftSection={<IconX size={18} aria-hidden />}
          disabled={reason.trim() === ''}
          loading={decide.isPending && decide.variables === 'rejected'}
          onClick={() => decide.mutate('rejected')}
        >
          <Trans>Reject</Trans>
        </Button>
      </Group>
    </Stack>
  );
}

function Stale() {
  const { t } = useLingui();
  return (
    <Page title={t`This link does not work any more`} width="narrow">
      <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert" mb="md">
        <Trans>
          It was used, is too old, or what it asked is settled. What waits for you is on your list.
        </Trans>
      </Alert>
      <ButtonLink to="/approvals" variant="light">
        <Trans>Open my approvals</Trans>
      </ButtonLink>
    </Page>
  );
}
