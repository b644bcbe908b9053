import { useLingui } from '@lingui/react/macro';
import { Avatar, UnstyledButton, type UnstyledButtonProps } from '@mantine/core';
import type { ComponentPropsWithRef } from 'react';
import { useMe } from '@/api/auth';
import { firstUse } from '@/ui/first-use';

/** The picture at the top right with the menu of the person. */
export const UserMenu = firstUse<object>(
  () => import('./UserMenuItems'),
  ({ press }) => <UserButton {...press} />,
);

type PlainButton = UnstyledButtonProps & Omit<ComponentPropsWithRef<'button'>, keyof UnstyledButtonProps>;

export function UserButton(button: PlainButton) {
  const { t } = useLingui();
  const me = useMe();
  return (
    <UnstyledButton aria-label={t`Menu of ${me.name}`} aria-haspopup="menu" {...button}>
      <Avatar name={me.name} color="indigo" size={36} alt="" aria-hidden />
    </UnstyledButton>
  );
}
