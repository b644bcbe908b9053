import { useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconDots, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { approvalKeys } from '@/api/approvals';
import {
  type Change,
  type ChangeMove,
  changeConflictsQuery,
  changeKeys,
  deleteChange,
  type MoveInput,
  moveChange,
} from '@/api/changes';
import { confirm } from '@/lib/confirm';
import { toastDone, toastFailed } from '@/lib/toast';
import { MOVE_DONE, MOVE_LABELS, OBSTACLE_TEXTS } from '@/ui/change-labels';
import { mainMove } from '../model';
import { ConflictList } from './Conflicts';

const FinishDialog = lazy(async () => ({ default: (await import('./FinishDialog')).FinishDialog }));
const CancelDialog = lazy(async () => ({ default: (await import('./CancelDialog')).CancelDialog }));

/** What may be done with a change: the next step as a button, the rest in a menu, each with what stands in its way. */
export function Moves({ change }: { change: Change }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [asking, setAsking] = useState<ChangeMove | null>(null);
  const move = useMutation({
    mutationFn: (input: MoveInput) => moveChange(change.number, change.version, input),
    onSuccess: (_, { move: done }) => {
      toastDone(t(MOVE_DONE[done]));
      setAsking(null);
    },
    onError: (error) => toastFailed(error, t`The change stays as it is`),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: changeKeys.all });
      await client.invalidateQueries({ queryKey: approvalKeys.all });
    },
  });
  const main = mainMove(change);
  const others = change.moves.filter((one) => one.move !== main);
  const { data: found = [] } = useQuery({
    ...changeConflictsQuery(change.number),
    enabled: main === 'submit' || main === 'schedule',
  });
  const start = async (what: ChangeMove) => {
    if (what === 'finish' || what === 'cancel') return setAsking(what);
    if ((what === 'submit' || what === 'schedule') && found.length > 0) {
      const agreed = await confirm({
        title: what === 'submit' ? t`Submit it all the same?` : t`Schedule it all the same?`,
        text: <ConflictList found={found} zone={change.timezone} />,
        confirm: t(MOVE_LABELS[what]),
        cancel: t`Not yet`,
      });
      if (!agreed) return;
    }
    move.mutate({ move: what });
  };
  const whyNot = (what: ChangeMove) =>
    change.moves
      .find((one) => one.move === what)
      ?.obstacles.map((one) => t(OBSTACLE_TEXTS[one]))
      .join(' ') ?? '';
  return (
    <>
      {main && (
        <Tooltip label={whyNot(main)} disabled={whyNot(main) === ''} multiline maw={320} events={SEEN_BY_ALL}>
          <Button
            size="sm"
            loading={move.isPending}
            data-disabled={whyNot(main) !== '' || undefined}
            aria-disabled={whyNot(main) !== '' || undefined}
            aria-description={whyNot(main) || undefined}
            onClick={() => whyNot(main) === '' && void start(main)}
          >
            {t(MOVE_LABELS[main])}
          </Button>
        </Tooltip>
      )}
      {(others.length > 0 || change.can_delete) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={t`More to do with this change`}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map(({ move: one }) => (
              <Menu.Item
                key={one}
                disabled={whyNot(one) !== ''}
                title={whyNot(one)}
                onClick={() => void start(one)}
              >
                {t(MOVE_LABELS[one])}
              </Menu.Item>
            ))}
            {change.can_delete && <DeleteItem change={change} />}
          </Menu.Dropdown>
        </Menu>
      )}
      <Suspense>
        {asking === 'finish' && (
          <FinishDialog busy={move.isPending} onClose={() => setAsking(null)} onSend={move.mutate} />
        )}
        {asking === 'cancel' && (
          <CancelDialog busy={move.isPending} onClose={() => setAsking(null)} onSend={move.mutate} />
        )}
      </Suspense>
    </>
  );
}

const SEEN_BY_ALL = { hover: true, focus: true, touch: true };

function DeleteItem({ change }: { change: Change }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => deleteChange(change.number, change.version),
    onSuccess: async () => {
      toastDone(t`Deleted`);
      await navigate({ to: '/changes' });
      await client.invalidateQueries({ queryKey: changeKeys.all });
    },
    onError: (error) => toastFailed(error, t`The change was not deleted`),
  });
  const ask = async () => {
    const agreed = await confirm({
      title: t`Delete ${change.number}?`,
      text: t`Its plan is gone; the audit trail keeps that it was there.`,
      confirm: t`Delete`,
      cancel: t`Keep it`,
      danger: true,
    });
    if (agreed) remove.mutate();
  };
  return (
    <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => void ask()}>
      {t`Delete`}
    </Menu.Item>
  );
}
