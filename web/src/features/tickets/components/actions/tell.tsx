import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Group, Text } from '@mantine/core';
import type { QueryClient } from '@tanstack/react-query';
import { getBulkChange, undoBulkChange } from '@/api/bulk';
import { registerCommands } from '@/lib/commands';
import { dropToast, toastDone, toastFailed, toastWith } from '@/lib/toast';
import { refreshTickets } from '../../cache';
import type { Outcome } from './run';
import { setWhole } from './whole';

/** So long a change of many can be taken back with one press; later from its page. */
export const UNDO_MS = 8_000;
const ASK_EVERY_MS = 600;
const ASK_TIMES = 50;

/** Say what was done to many tickets, and offer to take it back. */
export function tellMany(client: QueryClient, { changes, job }: Outcome, done: number): void {
  void client.invalidateQueries({ queryKey: ['bulk-changes'] });
  if (job) {
    setWhole(null);
    toastWith('bulk-job', <JobMessage id={job} />, UNDO_MS);
  } else if (done > 0) {
    const said = t`${plural(done, { one: '# ticket changed', other: '# tickets changed' })}`;
    if (changes.length === 0) toastDone(said);
    else offerUndo(said, () => undoAll(client, changes));
  }
}

function offerUndo(said: string, undo: () => void): void {
  const run = () => {
    stop();
    dropToast('bulk-undo');
    undo();
  };
  const stop = registerCommands([
    { id: 'bulk:undo', title: t`Undo the last change`, group: t`Tickets`, keys: 'u', run },
  ]);
  setTimeout(stop, UNDO_MS);
  const message = (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">{said}</Text>
      <Button size="compact-sm" variant="light" onClick={run}>
        <Trans>Undo</Trans>
      </Button>
    </Group>
  );
  toastWith('bulk-undo', message, UNDO_MS);
}

/** Take changes back, the last one first, and say what could not be. */
async function undoAll(client: QueryClient, changes: string[]): Promise<void> {
  try {
    const counts = { returned: 0, kept: 0 };
    for (const id of [...changes].reverse()) {
      await undoBulkChange(id);
      const { returned, kept } = await untilUndone(id);
      counts.returned += returned;
      counts.kept += kept;
    }
    refreshTickets(client);
    void client.invalidateQueries({ queryKey: ['tickets', 'detail'] });
    const { returned, kept } = counts;
    const back = t`${plural(returned, { one: '# ticket is as it was', other: '# tickets are as they were' })}`;
    if (kept === 0) toastDone(back);
    else toastWith('bulk-undone', <KeptMessage id={changes[0] ?? ''} said={back} kept={kept} />, UNDO_MS);
  } catch (error) {
    toastFailed(error, t`The change was not undone`);
  }
}

async function untilUndone(id: string) {
  for (let asked = 0; asked < ASK_TIMES; asked += 1) {
    const change = await getBulkChange(id);
    if (change.state === 'undone') return change;
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  return getBulkChange(id);
}

function JobMessage({ id }: { id: string }) {
  return (
    <Text size="sm">
      <Trans>
        The change is under way. <a href={`/queue/bulk/${id}`}>See how far it is</a>
      </Trans>
    </Text>
  );
}

function KeptMessage({ id, said, kept }: { id: string; said: string; kept: number }) {
  return (
    <Text size="sm">
      {said}.{' '}
      <a href={`/queue/bulk/${id}`}>
        <Trans>{kept} could not be taken back: see why</Trans>
      </a>
    </Text>
  );
}
