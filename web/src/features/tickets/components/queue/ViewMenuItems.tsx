import { Trans, useLingui } from '@lingui/react/macro';
import { Menu } from '@mantine/core';
import {
  IconBolt,
  IconDeviceFloppy,
  IconLayoutColumns,
  IconLayoutKanban,
  IconPencil,
  IconStack2,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useMe } from '@/api/auth';
import { deleteView, updateView } from '@/api/views';
import { confirm } from '@/lib/confirm';
import { toastDone, toastFailed } from '@/lib/toast';
import { useOpened } from '@/ui/first-use';
import { listFilters } from '../../search';
import { keptFilters } from '../../view-model';
import { ViewDialog } from './ViewDialog';
import { ViewButton, type ViewMenuProps } from './ViewMenu';

/** The menu behind the button, and the dialog it opens. */
export default function ViewMenuItems({ search, view, isChanged, split, onSplit, onSearch }: ViewMenuProps) {
  const { t } = useLingui();
  const me = useMe();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useOpened(button);
  const [editing, setEditing] = useState<'new' | 'old' | null>(null);
  const client = useQueryClient();
  const renew = () => client.invalidateQueries({ queryKey: ['ticket-views'] });
  const update = useMutation({
    mutationFn: async () => {
      if (view) await updateView(view, keptFilters(listFilters(search, me)));
    },
    onSuccess: async () => {
      await renew();
      toastDone(t`The view is kept as it is now`);
      onSearch({ saved: view?.id });
    },
    onError: (error) => toastFailed(error, t`The view was not changed`),
  });
  const remove = useMutation({
    mutationFn: async () => {
      if (view) await deleteView(view);
    },
    onSuccess: () => {
      onSearch({});
      return renew();
    },
    onError: (error) => toastFailed(error, t`The view was not deleted`),
  });
  const ask = async () => {
    const name = view?.name ?? '';
    const agreed = await confirm({
      title: t`Delete the view “${name}”?`,
      text: t`The tickets in it stay as they are.`,
      confirm: t`Delete`,
      cancel: t`Keep it`,
      danger: true,
    });
    if (agreed) remove.mutate();
  };
  return (
    <>
      <Menu opened={open} onChange={setOpen} position="bottom-end" shadow="md" width={250} returnFocus>
        <Menu.Target>
          <ViewButton ref={button} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconDeviceFloppy size={17} />} onClick={() => setEditing('new')}>
            <Trans>Save as a new view…</Trans>
          </Menu.Item>
          {view?.may_edit && isChanged && (
            <Menu.Item leftSection={<IconDeviceFloppy size={17} />} onClick={() => update.mutate()}>
              <Trans>Save the changes</Trans>
            </Menu.Item>
          )}
          {view?.may_edit && (
            <>
              <Menu.Item leftSection={<IconPencil size={17} />} onClick={() => setEditing('old')}>
                <Trans>Name, columns, grouping…</Trans>
              </Menu.Item>
              <Menu.Item leftSection={<IconTrash size={17} />} color="red" onClick={() => void ask()}>
                <Trans>Delete the view…</Trans>
              </Menu.Item>
            </>
          )}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconLayoutKanban size={17} />}
            component={Link}
            {...({ to: '/board', search } as object)}
          >
            <Trans>As a board</Trans>
          </Menu.Item>
          <Menu.Item
            leftSection={<IconPencil size={17} />}
            component={Link}
            {...({ to: '/queue/drafts' } as object)}
          >
            <Trans>My drafts</Trans>
          </Menu.Item>
          <Menu.Item
            leftSection={<IconStack2 size={17} />}
            component={Link}
            {...({ to: '/queue/bulk' } as object)}
          >
            <Trans>Changes of many tickets</Trans>
          </Menu.Item>
          <Menu.Item
            leftSection={<IconBolt size={17} />}
            component={Link}
            {...({ to: '/queue/macros' } as object)}
          >
            <Trans>Replies and macros</Trans>
          </Menu.Item>
          {onSplit && (
            <Menu.Item leftSection={<IconLayoutColumns size={17} />} onClick={onSplit}>
              {split ? <Trans>List alone</Trans> : <Trans>List and ticket side by side</Trans>}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {editing && (
        <ViewDialog
          view={editing === 'old' ? view : undefined}
          filters={listFilters(search, me)}
          onClose={() => setEditing(null)}
          onKept={(kept) => {
            setEditing(null);
            onSearch({ saved: kept.id });
          }}
        />
      )}
    </>
  );
}
