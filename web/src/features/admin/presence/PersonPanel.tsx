import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { WEEKDAYS, type Week } from '@/api/admin-calendars';
import { presenceKeys, removeShift, setShift, setSkills } from '@/api/presence';
import { toastDone, toastFailed } from '@/lib/toast';
import { LeaveEditor } from '@/ui/leave/LeaveEditor';
import { EMPTY_CALENDAR, faultOf } from '../calendars/model';
import { WeekEditor } from '../calendars/WeekEditor';
import { ZoneSelect } from '../frame/fields';
import { SkillsSelect } from '../frame/SkillsSelect';
import type { Row } from './model';

/** Hours, leave and skills of one person; what the viewer may not change is only shown. */
export function PersonPanel({ row }: { row: Row }) {
  return (
    <Stack gap="xl">
      <section>
        <Title order={3} size="h4" mb="xs">
          <Trans>Leave</Trans>
        </Title>
        <LeaveEditor
          leaves={row.leaves}
          userId={row.user.id}
          mayPlan={row.may_plan}
          note={<Trans>Shown is leave that touches the week above.</Trans>}
        />
      </section>
      {row.may_manage ? (
        <>
          <Skills key={row.skills.map(({ id }) => id).join()} row={row} />
          <ShiftForm key={JSON.stringify(row.shift)} row={row} />
        </>
      ) : (
        <Text size="sm" c="dimmed">
          <Trans>Hours and skills are set by their manager.</Trans>
        </Text>
      )}
    </Stack>
  );
}

function useSave(done: string) {
  const { t } = useLingui();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (action: () => Promise<unknown>) => action(),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: presenceKeys.all });
      toastDone(done);
    },
    onError: (error) => toastFailed(error, t`Nothing was changed`),
  });
}

function Skills({ row }: { row: Row }) {
  const { t } = useLingui();
  const [chosen, setChosen] = useState(row.skills.map(({ id }) => id));
  const save = useSave(t`Skills are saved.`);
  return (
    <section>
      <Title order={3} size="h4" mb="xs">
        <Trans>Skills</Trans>
      </Title>
      <Group align="flex-end">
        <SkillsSelect
          aria-label={t`Skills`}
          description={t`Rules may ask for them.`}
          value={chosen}
          onChange={setChosen}
          flex={1}
        />
        <Button
          variant="light"
          loading={save.isPending}
          onClick={() => save.mutate(() => setSkills(row.user.id, chosen))}
        >
          <Trans>Save skills</Trans>
        </Button>
      </Group>
    </section>
  );
}

function ShiftForm({ row }: { row: Row }) {
  const { t } = useLingui();
  const [zone, setZone] = useState(row.timezone);
  const [week, setWeek] = useState<Week>(row.shift?.week ?? EMPTY_CALENDAR.week);
  const save = useSave(t`Hours are saved.`);
  const fault = WEEKDAYS.some((day) => faultOf(week[day]) !== null);
  return (
    <section>
      <Title order={3} size="h4" mb="xs">
        <Trans>Shift</Trans>
      </Title>
      {!row.shift && (
        <Text size="sm" c="dimmed" mb="xs">
          <Trans>No hours are set yet: they count as on shift at any time.</Trans>
        </Text>
      )}
      <Stack gap="sm">
        <ZoneSelect label={t`Time zone`} value={zone} onChange={(value) => value && setZone(value)} />
        <WeekEditor week={week} error={null} onChange={setWeek} />
        <Text size="xs" c="dimmed">
          <Trans>A night is two intervals: until 24:00, and from 00:00 of the next day.</Trans>
        </Text>
        <Group justify="space-between">
          {row.shift ? (
            <Button
              variant="subtle"
              color="red"
              loading={save.isPending}
              onClick={() => save.mutate(() => removeShift(row.user.id))}
            >
              <Trans>Take hours away</Trans>
            </Button>
          ) : (
            <span />
          )}
          <Button
            disabled={fault}
            loading={save.isPending}
            onClick={() => save.mutate(() => setShift(row.user.id, { timezone: zone, week }))}
          >
            <Trans>Save hours</Trans>
          </Button>
        </Group>
      </Stack>
    </section>
  );
}
