import { useLingui } from '@lingui/react/macro';
import { Menu, Text } from '@mantine/core';
import {
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSun,
  IconUser,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { logout, useMe } from '@/api/auth';
import { showOverlay } from '@/lib/overlays';
import { useOpened } from '@/ui/first-use';
import { useThemeChoice } from '@/ui/use-theme-choice';
import { UserButton } from './UserMenu';

/** The picture with its menu. */
export default function UserMenuItems() {
  const { t } = useLingui();
  const me = useMe();
  const navigate = useNavigate();
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useOpened(button);
  const [scheme, chooseScheme] = useThemeChoice();
  const themes = [
    { value: 'auto', label: t`Theme of this computer`, icon: IconDeviceDesktop },
    { value: 'light', label: t`Light`, icon: IconSun },
    { value: 'dark', label: t`Dark`, icon: IconMoon },
  ] as const;
  return (
    <Menu position="bottom-end" width={240} opened={opened} onChange={setOpened} returnFocus>
      <Menu.Target>
        <UserButton ref={button} />
      </Menu.Target>
      <Menu.Dropdown>
        <Text px="sm" pt="xs" fw={600} truncate>
          {me.name}
        </Text>
        <Text px="sm" pb="xs" size="xs" c="dimmed" truncate>
          {me.email}
        </Text>
        <Menu.Divider />
        <Menu.Item leftSection={<IconUser size={16} />} onClick={() => void navigate({ to: '/me' })}>
          {t`Profile and settings`}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={() => showOverlay('sheet')}>
          {t`Keyboard shortcuts`}
        </Menu.Item>
        <Menu.Divider />
        {themes.map(({ value, label: name, icon: Icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon size={16} />}
            onClick={() => chooseScheme(value)}
            fw={scheme === value ? 600 : undefined}
            aria-current={scheme === value || undefined}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void logout()}>
          {t`Sign out`}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
