import '@mantine/notifications/styles.layer.css';
import { useLingui } from '@lingui/react/macro';
import { Notifications } from '@mantine/notifications';

export default function Toaster() {
  const { t } = useLingui();
  return <Notifications position="bottom-right" limit={4} aria-label={t`Messages`} />;
}
