import { useLingui } from '@lingui/react/macro';
import { Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowMerge,
  IconBolt,
  IconFlag3,
  IconLink,
  IconPlayerPause,
  IconPrinter,
} from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { useOpened } from '@/ui/first-use';
import { isOpen, reachable } from '../../moves';
import { openAction } from '../actions/store';
import { openMacro } from '../macros/store';
import { MoreButton, type MoreProps } from './MoreMenu';
import { PromiseItems } from './PromiseItems';

/** The button with its menu. */
export default function MoreMenuItems({ ticket, isMine }: MoreProps) {
  const { t } = useLingui();
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useOpened(button);
  const open = isOpen(ticket.status);
  const item = (label: string, icon: ReactNode, run: () => void) => (
    <Menu.Item leftSection={icon} onClick={run}>
      {label}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end" width={230} opened={opened} onChange={setOpened} returnFocus>
      <Menu.Target>
        <MoreButton ref={button} />
      </Menu.Target>
      <Menu.Dropdown>
        {reachable(ticket.status).includes('pending') &&
          item(t`Set to pending…`, <IconPlayerPause size={16} />, () =>
            openAction('status', [ticket], 'pending'),
          )}
        {open &&
          !ticket.is_escalated &&
          item(t`Escalate…`, <IconFlag3 size={16} />, () => openAction('escalate', [ticket]))}
        {open &&
          isMine &&
          item(t`Hand back…`, <IconArrowBackUp size={16} />, () => openAction('hand_back', [ticket]))}
        <PromiseItems ticket={ticket} />
        {item(t`Apply a macro…`, <IconBolt size={16} />, () => openMacro([ticket], null))}
        {open && item(t`Merge…`, <IconArrowMerge size={16} />, () => openAction('merge', [ticket]))}
        {item(t`Print…`, <IconPrinter size={16} />, printed)}
        {item(t`Link to another ticket…`, <IconLink size={16} />, () => openAction('link', [ticket]))}
      </Menu.Dropdown>
    </Menu>
  );
}

const SCHEME = 'data-mantine-color-scheme';

/** Print once the menu is closed, in the light colours: paper is white, and browsers leave dark grounds out. */
function printed(): void {
  setTimeout(() => {
    const root = document.documentElement;
    const shown = root.getAttribute(SCHEME);
    root.setAttribute(SCHEME, 'light');
    window.print();
    if (shown) root.setAttribute(SCHEME, shown);
  }, CLOSING_MS);
}

/** As long as a menu takes to fade. */
const CLOSING_MS = 250;
