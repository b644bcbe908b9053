import { Trans, useLingui } from '@lingui/react/macro';
import {
  Button,
  Group,
  NativeSelect,
  NumberInput,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { LevelInput, Metric, Raise } from '@/api/admin-sla';
import type { NamedRef } from '@/api/types';
import { PersonSelect, TeamSelect } from '../frame/fields';
import { PeopleSelect } from '../frame/PeopleSelect';
import { METRICS } from './course';
import { METRIC_LABELS, RAISE_LABELS } from './course-words';
import { RecipientChoice } from './RecipientChoice';

interface Props {
  number: number;
  level: LevelInput;
  known: NamedRef[];
  onChange: (level: LevelInput) => void;
  onRemove: () => void;
}

/** One escalation level: when, whom it tells, what it does. */
export function LevelFields({ number, level, known, onChange, onRemove }: Props) {
  const { t } = useLingui();
  const set = (part: Partial<LevelInput>) => onChange({ ...level, ...part });
  return (
    <Paper withBorder p="sm" component="section" aria-label={t`Level ${number}`}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Text fw={600} size="sm">
            <Trans>Level {number}</Trans>
          </Text>
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            leftSection={<IconTrash size={15} />}
            aria-label={t`Remove level ${number}`}
            onClick={onRemove}
          >
            <Trans>Remove</Trans>
          </Button>
        </Group>
        <When level={level} set={set} />
        <RecipientChoice
          label={t`Tell`}
          value={level.recipients}
          onChange={(recipients) => set({ recipients })}
        />
        <PeopleSelect
          label={t`Tell these people, too`}
          known={known}
          maxValues={20}
          value={level.people}
          onChange={(people) => set({ people })}
        />
        <Actions level={level} set={set} known={known} />
      </Stack>
    </Paper>
  );
}

interface Part {
  level: LevelInput;
  set: (part: Partial<LevelInput>) => void;
}

function When({ level, set }: Part) {
  const { t } = useLingui();
  return (
    <>
      <TextInput
        label={t`Name of the level`}
        value={level.name}
        maxLength={80}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <SimpleGrid cols={2}>
        <NumberInput
          label={t`At percent of the time`}
          suffix=" %"
          min={1}
          max={1000}
          allowDecimal={false}
          value={level.percent}
          onChange={(percent) => set({ percent: Number(percent) })}
        />
        <NativeSelect
          label={t`Of`}
          value={level.metric}
          onChange={(event) => set({ metric: event.currentTarget.value as Metric })}
          data={METRICS.map((metric) => ({ value: metric, label: t(METRIC_LABELS[metric]) }))}
        />
      </SimpleGrid>
    </>
  );
}

function Actions({ level, set, known }: Part & { known: NamedRef[] }) {
  const { t } = useLingui();
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TeamSelect
          label={t`Hand over to the team`}
          placeholder={t`Stays where it is`}
          value={level.team_id}
          onChange={(team_id) => set({ team_id })}
        />
        <PersonSelect
          label={t`Hand over to`}
          known={known.find(({ id }) => id === level.agent_id) ?? null}
          value={level.agent_id}
          onChange={(agent_id) => set({ agent_id })}
        />
      </SimpleGrid>
      <NativeSelect
        label={t`Raise the priority`}
        value={level.priority ?? ''}
        onChange={(event) => set({ priority: (event.currentTarget.value || null) as Raise | null })}
        data={[
          { value: '', label: t`As it is` },
          ...Object.entries(RAISE_LABELS).map(([value, label]) => ({ value, label: t(label) })),
        ]}
      />
      <PeopleSelect
        label={t`Have these people watch it`}
        known={known}
        maxValues={20}
        value={level.watchers}
        onChange={(watchers) => set({ watchers })}
      />
    </>
  );
}
