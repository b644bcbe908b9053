import { Trans } from '@lingui/react/macro';
import { Alert, Button, Divider, Stack } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { providerButtonsQuery, signInAddress } from '@/api/sign-in-providers';

interface Props {
  next: string | undefined;
  refused: string | undefined;
}

/** Other ways in, where an administrator set some up; and why one of them just did not work. */
export default function ProviderButtons({ next, refused }: Props) {
  const { data } = useQuery(providerButtonsQuery());
  return (
    <Stack gap="sm">
      {refused && (
        <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
          <Refusal reason={refused} />
        </Alert>
      )}
      {data && data.length > 0 && <Divider label={<Trans>or</Trans>} />}
      {data?.map(({ key, name }) => (
        <Button key={key} component="a" href={signInAddress(key, next)} variant="default" size="md" fullWidth>
          <Trans>Sign in with {name}</Trans>
        </Button>
      ))}
    </Stack>
  );
}

function Refusal({ reason }: { reason: string }) {
  if (reason === 'unknown')
    return (
      <Trans>
        No account here is linked to that sign-in. Sign in with your password and link it in your profile, or
        ask your IT team.
      </Trans>
    );
  if (reason === 'unverified') return <Trans>Your provider has not verified your email address.</Trans>;
  if (reason === 'provider') return <Trans>The sign-in provider does not answer. Try again later.</Trans>;
  return <Trans>That sign-in did not work. Try again, or use your password.</Trans>;
}
