import { useLingui } from '@lingui/react/macro';
import {
  IconBell,
  IconCirclePlus,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSun,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { logout } from '@/api/auth';
import { useSession } from '@/api/session';
import { type Command, useCommands } from '@/lib/commands';
import { showOverlay } from '@/lib/overlays';
import { can, isStaff } from '@/lib/permissions';
import { useThemeChoice } from '@/ui/use-theme-choice';
import { DESK_NAV, PORTAL_NAV } from './nav';

/** Commands that work on every page. */
export default function GlobalCommands() {
  const go = useGoCommands();
  const general = useGeneralCommands();
  useCommands(go);
  useCommands(general);
  return null;
}

function useGoCommands(): Command[] {
  const { t } = useLingui();
  const navigate = useNavigate();
  const me = useSession((state) => state.me);
  return useMemo(() => {
    const items = [...(isStaff(me) ? DESK_NAV : []), ...PORTAL_NAV.filter((item) => item.to !== '/new')];
    const known = new Map(items.map((item) => [item.to, item]));
    return [...known.values()]
      .filter((item) => !item.permission || can(me, item.permission))
      .map(({ to, label, icon: Icon, key }) => ({
        id: `go:${to}`,
        title: t(label),
        group: t`Go to`,
        icon: <Icon size={18} />,
        ...(key ? { keys: `g ${key}` } : {}),
        run: () => void navigate({ to }),
      }));
  }, [me, navigate, t]);
}

function useGeneralCommands(): Command[] {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [, chooseScheme] = useThemeChoice();
  return useMemo(() => {
    const actions = t`Actions`;
    const help = t`Help`;
    return [
      {
        id: 'palette',
        title: t`Open the command palette`,
        group: help,
        keys: 'mod+k',
        palette: false,
        icon: <IconSearch size={18} />,
        run: () => showOverlay('palette'),
      },
      {
        id: 'sheet',
        title: t`Show keyboard shortcuts`,
        group: help,
        keys: '?',
        icon: <IconKeyboard size={18} />,
        run: () => showOverlay('sheet'),
      },
      {
        id: 'search',
        title: t`Focus the search of this page`,
        group: help,
        keys: '/',
        palette: false,
        run: focusSearch,
      },
      {
        id: 'new',
        title: t`New ticket`,
        group: actions,
        keys: 'c',
        icon: <IconCirclePlus size={18} />,
        run: () => void navigate({ to: '/new' }),
      },
      {
        id: 'go:notifications',
        title: t`Notifications`,
        group: t`Go to`,
        keys: 'g n',
        icon: <IconBell size={18} />,
        run: () => void navigate({ to: '/notifications' }),
      },
      {
        id: 'theme:dark',
        title: t`Use the dark theme`,
        group: actions,
        icon: <IconMoon size={18} />,
        run: () => chooseScheme('dark'),
      },
      {
        id: 'theme:light',
        title: t`Use the light theme`,
        group: actions,
        icon: <IconSun size={18} />,
        run: () => chooseScheme('light'),
      },
      {
        id: 'logout',
        title: t`Sign out`,
        group: actions,
        icon: <IconLogout size={18} />,
        run: () => void logout(),
      },
    ];
  }, [t, navigate, chooseScheme]);
}

/** A page without a search field of its own opens the palette. */
function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>('[data-search-field]');
  if (field) field.focus();
  else showOverlay('palette');
}
