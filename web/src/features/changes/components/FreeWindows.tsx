import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Modal, NumberInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { findFreeSlots, type Slot } from '@/api/changes';
import { toWall } from '@/lib/wall';
import { span } from '@/ui/ChangeWindow';
import { Choice } from '@/ui/Choice';
import { ErrorState } from '@/ui/ErrorState';
import type { ChangeDraft } from '../draft';
import { type Days, lengthOf, type SlotWish, slotsInput } from '../slots';
import classes from './FreeWindows.module.css';

interface Props {
  draft: ChangeDraft;
  onClose: () => void;
  onPick: (slot: Slot) => void;
}

/** Windows in which no change, no freeze and no other work of the implementer is in the way. */
export function FreeWindows({ draft, onClose, onPick }: Props) {
  const { t } = useLingui();
  const [wish, setWish] = useState<SlotWish>(() => ({
    minutes: lengthOf(draft),
    from: toWall(new Date().toISOString(), draft.timezone).slice(0, 10),
    opens: '18:00',
    closes: '06:00',
    days: 'any',
  }));
  const set = (changes: Partial<SlotWish>) => setWish((old) => ({ ...old, ...changes }));
  const search = useMutation({ mutationFn: () => findFreeSlots(slotsInput(draft, wish, Date.now())) });
  return (
    <Modal opened onClose={onClose} title={t`Find a free window`} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation(); // for React the dialog lies inside the form of the change, which would be sent, too
          search.mutate();
        }}
      >
        <Stack>
          <SimpleGrid cols={{ base: 2, sm: 4 }}>
            <NumberInput
              label={t`Minutes`}
              value={wish.minutes}
              onChange={(minutes) => set({ minutes: Number(minutes) })}
              min={15}
              max={2_880}
              step={15}
              required
            />
            <TextInput
              type="date"
              label={t`From day`}
              value={wish.from}
              onChange={(event) => set({ from: event.currentTarget.value })}
              required
            />
            <TextInput
              type="time"
              label={t`Not before`}
              value={wish.opens}
              onChange={(event) => set({ opens: event.currentTarget.value })}
              required
            />
            <TextInput
              type="time"
              label={t`Over by`}
              value={wish.closes}
              onChange={(event) => set({ closes: event.currentTarget.value })}
              required
            />
          </SimpleGrid>
          <Choice<Days>
            label={t`Days`}
            value={wish.days}
            onChange={(days) => set({ days })}
            options={[
              { value: 'any', label: t`Any day` },
              { value: 'weekdays', label: t`Monday to Friday` },
              { value: 'weekend', label: t`Weekend` },
            ]}
          />
          <Text size="sm" c="dimmed">
            <Trans>Times are those of {draft.timezone}. Four weeks are searched.</Trans>
          </Text>
          <Button type="submit" loading={search.isPending}>
            <Trans>Search</Trans>
          </Button>
          {search.isError && <ErrorState error={search.error} />}
          {search.data && <Found slots={search.data} zone={draft.timezone} onPick={onPick} />}
        </Stack>
      </form>
    </Modal>
  );
}

function Found({ slots, zone, onPick }: { slots: Slot[]; zone: string; onPick: (slot: Slot) => void }) {
  const { t } = useLingui();
  return (
    <div role="status">
      {slots.length === 0 && (
        <Text c="dimmed">
          <Trans>No window of this length is free in these hours. Try other hours or days.</Trans>
        </Text>
      )}
      <ul className={classes.list} aria-label={t`Free windows`}>
        {slots.map((slot) => (
          <li key={slot.starts_at}>
            <Button variant="light" fullWidth justify="flex-start" onClick={() => onPick(slot)}>
              {span(slot.starts_at, slot.ends_at, zone)}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
