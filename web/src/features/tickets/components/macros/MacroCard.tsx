import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Badge, Card, Group, Text } from '@mantine/core';
import { IconLock, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deleteMacro, type Macro } from '@/api/macros';
import { confirm } from '@/lib/confirm';
import { toastDone, toastFailed } from '@/lib/toast';
import { ChangeBadges } from './ChangeBadges';
import classes from './Macros.module.css';

/** A canned reply or macro as its list shows it: its words, and what it changes. */
export function MacroCard({ macro, onEdit }: { macro: Macro; onEdit: () => void }) {
  const { t } = useLingui();
  return (
    <Card withBorder component="article" aria-label={macro.name}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb={6}>
        <Text fw={600}>{macro.name}</Text>
        {macro.may_edit && (
          <Group gap={4} wrap="nowrap">
            <ActionIcon variant="subtle" color="gray" aria-label={t`Change ${macro.name}`} onClick={onEdit}>
              <IconPencil size={17} />
            </ActionIcon>
            <Delete macro={macro} />
          </Group>
        )}
      </Group>
      {macro.is_internal && macro.body !== '' && (
        <Badge
          variant="light"
          color="yellow"
          tt="none"
          radius="sm"
          mb={6}
          leftSection={<IconLock size={12} aria-hidden />}
        >
          <Trans>Internal note</Trans>
        </Badge>
      )}
      {macro.body !== '' && (
        <Text size="sm" lineClamp={5} className={classes.body}>
          {macro.body}
        </Text>
      )}
      <ChangeBadges changes={macro.changes} />
    </Card>
  );
}

function Delete({ macro }: { macro: Macro }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const drop = useMutation({
    mutationFn: () => deleteMacro(macro),
    onSuccess: () => toastDone(t`${macro.name} is deleted`),
    onError: (failure) => toastFailed(failure, t`${macro.name} was not deleted`),
    onSettled: () => client.invalidateQueries({ queryKey: ['ticket-macros'] }),
  });
  const ask = async () => {
    const agreed = await confirm({
      title: t`Delete ${macro.name}?`,
      text: t`Whoever has it loses it. Tickets it was applied to stay as they are.`,
      confirm: t`Delete`,
      cancel: t`Keep it`,
      danger: true,
    });
    if (agreed) drop.mutate();
  };
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={t`Delete ${macro.name}`}
      loading={drop.isPending}
      onClick={() => void ask()}
    >
      <IconTrash size={17} />
    </ActionIcon>
  );
}
