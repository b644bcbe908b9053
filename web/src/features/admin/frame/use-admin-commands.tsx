import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useMe } from '@/api/auth';
import { type Command, useCommands } from '@/lib/commands';
import { can } from '@/lib/permissions';
import { ADMIN_MENU } from '../menu';

/** Every page of the administration in the palette, found by the same words as in the menu. */
export function useAdminCommands(): void {
  const { t } = useLingui();
  const me = useMe();
  const navigate = useNavigate();
  const commands = useMemo(
    () =>
      ADMIN_MENU.flatMap((group) => group.entries)
        .filter((entry) => can(me, entry.permission))
        .map(
          ({ to, label, words, icon: Icon }): Command => ({
            id: `go:${to}`,
            title: t(label),
            group: t`Administration`,
            keywords: t(words),
            icon: <Icon size={18} />,
            run: () => void navigate({ to: to as never }),
          }),
        ),
    [me, navigate, t],
  );
  useCommands(commands);
}
