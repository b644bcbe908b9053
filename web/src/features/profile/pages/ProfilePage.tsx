import { Trans, useLingui } from '@lingui/react/macro';
import { Stack } from '@mantine/core';
import { useMe } from '@/api/auth';
import { isStaff } from '@/lib/permissions';
import { ROLE_LABELS } from '@/ui/labels';
import { Page } from '@/ui/Page';
import { DevicesSection } from '../components/DevicesSection';
import { IdentitiesSection } from '../components/IdentitiesSection';
import { LeaveSection } from '../components/LeaveSection';
import { NotificationsSection } from '../components/NotificationsSection';
import { PasswordSection } from '../components/PasswordSection';
import { PreferencesSection } from '../components/PreferencesSection';
import { ScreenSection } from '../components/ScreenSection';
import { SecondFactorSection } from '../components/SecondFactorSection';
import { SessionsSection } from '../components/SessionsSection';
import { TokensSection } from '../components/TokensSection';

export function ProfilePage() {
  const { t } = useLingui();
  const me = useMe();
  return (
    <Page
      title={t`Profile and settings`}
      width="narrow"
      lead={
        <>
          {me.email} · {t(ROLE_LABELS[me.role])}
          {me.location && <Trans> · {me.location}</Trans>}
        </>
      }
    >
      <Stack gap="lg">
        <PreferencesSection />
        <ScreenSection />
        <DevicesSection />
        <NotificationsSection />
        {isStaff(me) && <LeaveSection />}
        <PasswordSection />
        <SecondFactorSection />
        <IdentitiesSection />
        <SessionsSection />
        <TokensSection />
      </Stack>
    </Page>
  );
}
