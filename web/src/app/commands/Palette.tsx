import '@mantine/spotlight/styles.layer.css';
import { Trans, useLingui } from '@lingui/react/macro';
import { Kbd } from '@mantine/core';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { IconSearch, IconTicket } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useSession } from '@/api/session';
import { type Command, useCommandStore } from '@/lib/commands';
import { keyCaps } from '@/lib/hotkeys';
import { showOverlay } from '@/lib/overlays';
import { isStaff } from '@/lib/permissions';
import { groupCommands, matching } from './match';

const [store, spotlight] = createSpotlight();
const NUMBER = /^[a-z]{3}-\d{4}-\d{1,9}$/i;

/** mod+K: go anywhere, do anything, find a ticket. Loaded when first opened. */
export default function Palette() {
  const { t } = useLingui();
  const [query, setQuery] = useState('');
  const commands = useCommandStore((state) => state.commands);
  const close = () => spotlight.close();
  useEffect(() => spotlight.open(), []);
  const run = (action: () => void) => () => {
    close();
    // After the dialog has given the focus back, so that the command may move it.
    setTimeout(action);
  };
  const tickets = useTicketCommands(query);
  const fitting = matching(Object.values(commands), query);
  // A number means that ticket; other words mean a command first and a search only then.
  const found = NUMBER.test(query.trim()) ? [...tickets, ...fitting] : [...fitting, ...tickets];
  return (
    <Spotlight.Root
      store={store}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={() => showOverlay('palette', false)}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      closeOnActionTrigger={false}
      scrollable
      maxHeight={420}
    >
      <Spotlight.Search
        placeholder={t`Type a command, a page or a ticket number`}
        aria-label={t`Search commands`}
        leftSection={<IconSearch size={18} />}
      />
      <Spotlight.ActionsList>
        {groupCommands(found).map(([group, list]) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {list.map((command) => (
              <Spotlight.Action
                key={command.id}
                label={command.title}
                leftSection={command.icon}
                rightSection={command.keys && <Caps keys={command.keys} />}
                onClick={run(command.run)}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {found.length === 0 && (
          <Spotlight.Empty>
            <Trans>Nothing fits these words.</Trans>
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function Caps({ keys }: { keys: string }) {
  return (
    <span>
      {keyCaps(keys).map((cap) => (
        <Kbd key={cap} size="xs" ml={4}>
          {cap}
        </Kbd>
      ))}
    </span>
  );
}

/** What was typed may be a ticket's number, or words to look for. */
function useTicketCommands(query: string): Command[] {
  const { t } = useLingui();
  const navigate = useNavigate();
  const staff = useSession((state) => isStaff(state.me));
  const text = query.trim();
  if (text.length < 2) return [];
  const group = t`Tickets`;
  const icon = <IconTicket size={18} />;
  const open = (number: string) => `${staff ? '/queue' : '/tickets'}/${number}`;
  if (NUMBER.test(text)) {
    const number = text.toUpperCase();
    return [
      {
        id: 'open-number',
        title: t`Open ${number}`,
        group,
        icon,
        run: () => void navigate({ to: open(number) }),
      },
    ];
  }
  const href = `${staff ? '/queue' : '/tickets'}?q=${encodeURIComponent(text)}`;
  return [
    {
      id: 'search-tickets',
      title: t`Search tickets for “${text}”`,
      group,
      icon,
      run: () => void navigate({ href }),
    },
  ];
}
