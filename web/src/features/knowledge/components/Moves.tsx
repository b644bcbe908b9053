import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, Menu, Modal, Stack, Textarea } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Article, kbKeys, type Move, moveArticle } from '@/api/knowledge';
import { toastDone, toastFailed } from '@/lib/toast';
import { MOVE_DONE, MOVE_LABELS } from '../labels';
import { mainMove } from '../model';

/** What may be done with an article as a whole: the next step as a button, the rest in a menu. */
export function Moves({ article, onDone }: { article: Article; onDone?: (after: Article) => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [returning, setReturning] = useState(false);
  const move = useMutation({
    mutationFn: ({ what, note }: { what: Move; note: string }) =>
      moveArticle(article.id, article.version, what, note),
    onSuccess: (after, { what }) => {
      toastDone(t(MOVE_DONE[what]));
      setReturning(false);
      onDone?.(after);
      return client.invalidateQueries({ queryKey: kbKeys.all });
    },
    onError: (error) => toastFailed(error, t`The article stays as it is`),
  });
  const main = mainMove(article.moves);
  const others = article.moves.filter((one) => one !== main);
  const start = (what: Move) => (what === 'return' ? setReturning(true) : move.mutate({ what, note: '' }));
  return (
    <Group gap="xs">
      {main && (
        <Button size="xs" loading={move.isPending} onClick={() => start(main)}>
          {t(MOVE_LABELS[main])}
        </Button>
      )}
      {others.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="default" size={30} aria-label={t`More to do with this article`}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((one) => (
              <Menu.Item key={one} onClick={() => start(one)}>
                {t(MOVE_LABELS[one])}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <Modal opened={returning} onClose={() => setReturning(false)} title={t`Give back to its author`}>
        <GiveBack busy={move.isPending} onSend={(note) => move.mutate({ what: 'return', note })} />
      </Modal>
    </Group>
  );
}

function GiveBack({ busy, onSend }: { busy: boolean; onSend: (note: string) => void }) {
  const { t } = useLingui();
  const [note, setNote] = useState('');
  return (
    <Stack>
      <Textarea
        label={t`What is missing?`}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        maxLength={1_000}
        autosize
        minRows={3}
        data-autofocus
      />
      <Button onClick={() => onSend(note.trim())} disabled={note.trim() === ''} loading={busy}>
        <Trans>Give back</Trans>
      </Button>
    </Stack>
  );
}
