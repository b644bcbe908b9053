import { Trans, useLingui } from '@lingui/react/macro';
import { Paper, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { settingsQuery } from '@/api/admin-settings';
import { ErrorState } from '@/ui/ErrorState';
import { CardsSkeleton } from '@/ui/Skeletons';
import { AdminPage } from '../frame/AdminPage';
import { SIGN_IN_KEYS } from '../settings/labels';
import { SettingRow } from '../settings/SettingRow';
import { ProvidersPanel } from './ProvidersPanel';

/** How people get in: second step, sessions. */
export function SignInPage() {
  const { t } = useLingui();
  const { data, isPending, error, refetch } = useQuery(settingsQuery());
  const settings = SIGN_IN_KEYS.flatMap((key) => data?.filter((one) => one.key === key) ?? []);
  return (
    <AdminPage
      title={t`Sign-in`}
      lead={
        <Trans>How people get in, and how long they stay. Changing anything here asks who you are.</Trans>
      }
    >
      {isPending && <CardsSkeleton />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      <Stack gap="lg">
        {data && (
          <Paper withBorder p="lg" component="section" maw={860}>
            <Title order={2} mb="md">
              <Trans>Second step and sessions</Trans>
            </Title>
            <Stack gap="lg">
              {settings.map((setting) => (
                <SettingRow key={setting.key} setting={setting} />
              ))}
            </Stack>
          </Paper>
        )}
        <ProvidersPanel />
      </Stack>
    </AdminPage>
  );
}
