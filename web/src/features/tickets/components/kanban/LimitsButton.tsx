import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Modal, NumberInput, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconGauge } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type BoardLimits, boardLimitsQuery, putBoardLimits } from '@/api/board';
import { isApiError } from '@/api/errors';
import { toastDone } from '@/lib/toast';
import { STATUS_LABELS } from '@/ui/labels';
import { LIMITED, type LimitedColumn } from '../../kanban-lanes';

const MOST = 999;

/** Opens the limits of a team, for who keeps them. */
export function LimitsButton({ limits }: { limits: BoardLimits }) {
  const { t } = useLingui();
  const [opened, { open, close }] = useDisclosure(false);
  const team = limits.team.name;
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<IconGauge size={16} aria-hidden />}
        onClick={open}
      >
        <Trans>Limits</Trans>
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t`Limits of ${team}`}
        closeButtonProps={{ 'aria-label': t`Close` }}
      >
        <LimitsForm key={limits.version} limits={limits} onDone={close} />
      </Modal>
    </>
  );
}

function LimitsForm({ limits, onDone }: { limits: BoardLimits; onDone: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [values, setValues] = useState<Record<LimitedColumn, number | null>>(limits);
  const save = useMutation({
    mutationFn: () => {
      const { new: fresh, in_progress, pending, resolved } = values;
      return putBoardLimits(limits, { new: fresh, in_progress, pending, resolved });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: boardLimitsQuery().queryKey });
      toastDone(t`The limits are kept for the whole team`);
      onDone();
    },
    onError: () => client.invalidateQueries({ queryKey: boardLimitsQuery().queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm" c="dimmed">
          <Trans>
            So many tickets of the team may stand in a column before it warns. Nothing is refused. Everybody
            in the team sees the same limits.
          </Trans>
        </Text>
        <SimpleGrid cols={2}>
          {LIMITED.map((name, at) => (
            <NumberInput
              key={name}
              {...(at === 0 ? { 'data-autofocus': true } : {})}
              label={t(STATUS_LABELS[name])}
              placeholder={t`No limit`}
              min={1}
              max={MOST}
              allowDecimal={false}
              allowNegative={false}
              clampBehavior="strict"
              value={values[name] ?? ''}
              onChange={(value) =>
                setValues({ ...values, [name]: typeof value === 'number' && value > 0 ? value : null })
              }
            />
          ))}
        </SimpleGrid>
        {isApiError(save.error) && (
          <Alert color="red" variant="light" role="alert">
            {save.error.message}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={save.isPending}>
            <Trans>Save</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
