import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Popover, Text } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { IconChecks } from '@tabler/icons-react';
import { useRef } from 'react';
import { useOpened } from '@/ui/first-use';
import { TextLink } from '@/ui/links';
import { type Bell, useBell } from '../use-bell';
import { type BellKeys, useBellKeys } from '../use-bell-keys';
import { BellFace } from './BellFace';
import { BellList } from './BellList';
import classes from './BellPanel.module.css';

/** The bell with its news below it. */
export default function BellPanel() {
  const { t } = useLingui();
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useOpened(button);
  const bell = useBell('open');
  const keys = useBellKeys(bell);
  // Wherever the focus went meanwhile.
  useWindowEvent('keydown', ({ key }) => {
    if (opened && key === 'Escape') setOpened(false);
  });
  return (
    <Popover
      width={440}
      position="bottom-end"
      opened={opened}
      onChange={setOpened}
      trapFocus
      returnFocus
      shadow="lg"
    >
      <Popover.Target>
        <BellFace ref={button} onClick={() => setOpened(!opened)} />
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t`Notifications`} onKeyDown={keys.onKeyDown}>
        <Opened bell={bell} keys={keys} close={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Opened({ bell, keys, close }: { bell: Bell; keys: BellKeys; close: () => void }) {
  return (
    <>
      <div className={classes.head}>
        <Text fw={600} component="h2">
          <Trans>Notifications</Trans>
        </Text>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconChecks size={16} />}
          disabled={bell.groups.length === 0}
          onClick={bell.finishAll}
          data-autofocus
        >
          <Trans>Mark all as done</Trans>
        </Button>
      </div>
      <div className={classes.body}>
        <BellList bell={bell} keys={keys} state="open" onOpened={close} />
      </div>
      <div className={classes.foot}>
        <TextLink to={'/notifications' as never} size="sm" onClick={close}>
          <Trans>Open the inbox</Trans>
        </TextLink>
        <span>
          <kbd>J</kbd> <kbd>K</kbd> <Trans>move</Trans> · <kbd>E</kbd> <Trans>done</Trans>
        </span>
      </div>
    </>
  );
}
