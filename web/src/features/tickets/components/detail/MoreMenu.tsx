import { useLingui } from '@lingui/react/macro';
import { ActionIcon, type ActionIconProps } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ComponentPropsWithRef } from 'react';
import type { Ticket } from '@/api/types';
import { firstUse } from '@/ui/first-use';

export interface MoreProps {
  ticket: Ticket;
  isMine: boolean;
}

/** What is done to a ticket less often. */
export const MoreMenu = firstUse<MoreProps>(
  () => import('./MoreMenuItems'),
  ({ press }) => <MoreButton {...press} />,
);

type PlainButton = ActionIconProps & Omit<ComponentPropsWithRef<'button'>, keyof ActionIconProps>;

export function MoreButton(button: PlainButton) {
  const { t } = useLingui();
  return (
    <ActionIcon variant="default" size={36} aria-label={t`More actions`} aria-haspopup="menu" {...button}>
      <IconDots size={19} />
    </ActionIcon>
  );
}
