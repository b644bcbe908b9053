import { useLingui } from '@lingui/react/macro';
import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useOpenAfterMount } from '@/ui/first-use';

interface Props {
  opened: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** The properties where there is no room for them beside the conversation. */
export function PropertiesDrawer({ opened, onClose, children }: Props) {
  const { t } = useLingui();
  return (
    <Drawer
      opened={useOpenAfterMount(opened)}
      onClose={onClose}
      position="right"
      size="min(360px, 100vw)"
      title={t`Properties`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      {children}
    </Drawer>
  );
}
