import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '@/ui/Page';
import { AdminMenu } from '../frame/AdminMenu';

export function AdminHomePage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Administration`}
      lead={<Trans>Every change takes effect within a second and is written to the audit trail.</Trans>}
      width="wide"
    >
      <AdminMenu look="cards" />
    </Page>
  );
}
