import { useLingui } from '@lingui/react/macro';
import { Avatar, UnstyledButton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useMe } from '@/api/auth';

const load = () => import('./UserMenuItems');
const UserMenuItems = lazy(load);

/** The picture at the top right; the menu behind it is fetched when the pointer or focus comes near. */
export function UserMenu() {
  const { t } = useLingui();
  const me = useMe();
  const [used, setUsed] = useState(false);
  const face = <Avatar name={me.name} color="indigo" size={36} alt="" aria-hidden />;
  const label = t`Menu of ${me.name}`;
  const button = (
    <UnstyledButton
      aria-label={label}
      aria-haspopup="menu"
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setUsed(true)}
    >
      {face}
    </UnstyledButton>
  );
  if (!used) return button;
  return (
    <Suspense fallback={button}>
      <UserMenuItems label={label} face={face} />
    </Suspense>
  );
}
