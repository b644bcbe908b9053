import { useLingui } from '@lingui/react/macro';
import { Drawer } from '@mantine/core';
import { showOverlay, useOverlays } from '@/lib/overlays';
import { useOpenAfterMount } from '@/ui/first-use';
import { Logo } from '@/ui/Logo';
import { DeskNav } from './DeskNav';

const close = () => showOverlay('nav', false);

/** The navigation of the desk on a phone. */
export default function NavDrawer() {
  const { t } = useLingui();
  const opened = useOpenAfterMount(useOverlays((state) => state.nav));
  return (
    <Drawer
      opened={opened}
      onClose={close}
      size={270}
      title={<Logo />}
      closeButtonProps={{ 'aria-label': t`Close the navigation` }}
      hiddenFrom="sm"
    >
      <DeskNav onPick={close} />
    </Drawer>
  );
}
