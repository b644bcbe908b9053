import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Paper } from '@mantine/core';
import { IconChecks, IconSettings } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import type { BellState } from '@/api/notifications';
import { type Command, useCommands } from '@/lib/commands';
import { Choice } from '@/ui/Choice';
import { ButtonLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { BellList } from '../components/BellList';
import { useBell } from '../use-bell';
import { type BellKeys, useBellKeys } from '../use-bell-keys';

export function InboxPage() {
  const search = useSearch({ strict: false }) as { state?: 'done' };
  return <Inbox key={search.state ?? 'open'} state={search.state ?? 'open'} />;
}

function Inbox({ state }: { state: BellState }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const bell = useBell(state);
  const keys = useBellKeys(bell);
  useInboxCommands(keys);
  const show = (next: BellState) =>
    void navigate({
      to: '/notifications' as never,
      search: (next === 'done' ? { state: next } : {}) as never,
    });
  return (
    <Page
      title={t`Notifications`}
      lead={<Trans>What happened to the tickets you have to do with.</Trans>}
      width="narrow"
      actions={
        <ButtonLink
          to="/me"
          hash="notifications"
          variant="default"
          leftSection={<IconSettings size={16} aria-hidden />}
        >
          <Trans>Settings</Trans>
        </ButtonLink>
      }
    >
      <Group justify="space-between" mb="sm">
        <Choice<BellState>
          compact
          label={t`Which notifications`}
          value={state}
          onChange={show}
          options={[
            { value: 'open', label: t`New` },
            { value: 'done', label: t`Done` },
          ]}
        />
        {state === 'open' && (
          <Button
            variant="light"
            leftSection={<IconChecks size={16} />}
            disabled={bell.groups.length === 0}
            onClick={bell.finishAll}
          >
            <Trans>Mark all as done</Trans>
          </Button>
        )}
      </Group>
      <Paper withBorder style={{ overflow: 'hidden' }}>
        <BellList bell={bell} keys={keys} state={state} />
      </Paper>
    </Page>
  );
}

function useInboxCommands({ act }: BellKeys): void {
  const { t } = useLingui();
  const group = t`Notifications`;
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  const list = useMemo<Command[]>(
    () => [
      {
        id: 'news:next',
        title: t`Next notification`,
        group,
        keys: 'j',
        palette: false,
        run: () => latest.current.j(),
      },
      {
        id: 'news:last',
        title: t`Previous notification`,
        group,
        keys: 'k',
        palette: false,
        run: () => latest.current.k(),
      },
      {
        id: 'news:done',
        title: t`Mark as done`,
        group,
        keys: 'e',
        palette: false,
        run: () => latest.current.e(),
      },
      { id: 'news:undo', title: t`Undo`, group, keys: 'u', palette: false, run: () => latest.current.u() },
    ],
    [t, group],
  );
  useCommands(list);
}
