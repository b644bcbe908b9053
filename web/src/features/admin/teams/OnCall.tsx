import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, MultiSelect, Paper, Select, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { membersQuery, type Team } from '@/api/admin-teams';
import { type Duty, dutyQuery, presenceKeys, setDuty } from '@/api/presence';
import { referenceQuery } from '@/api/reference';
import { toastDone, toastFailed } from '@/lib/toast';

/** Who takes a P1 of the team when nobody of it can: the team that is awake, then the list. */
export function OnCall({ team }: { team: Team }) {
  const { data } = useQuery(dutyQuery(team.id));
  return (
    <Paper withBorder p="lg" mt="lg">
      <Title order={2} mb={4}>
        <Trans>At night</Trans>
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        <Trans>Who gets a P1 when nobody of the team can take it. Anything else waits for the morning.</Trans>
      </Text>
      {data && <DutyForm key={data.version} team={team} duty={data.data} version={data.version} />}
    </Paper>
  );
}

function DutyForm({ team, duty, version }: { team: Team; duty: Duty; version: number }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const members = useQuery(membersQuery(team.id));
  const reference = useQuery(referenceQuery());
  const [follow, setFollow] = useState(duty.follow_team?.id ?? null);
  const [called, setCalled] = useState(duty.on_call.map(({ id }) => id));
  const save = useMutation({
    mutationFn: () => setDuty(team.id, { follow_team_id: follow, on_call_ids: called }, version),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: presenceKeys.duty(team.id) });
      toastDone(t`Saved.`);
    },
    onError: (error) => toastFailed(error, t`Nothing was changed`),
  });
  const options = new Map(duty.on_call.map(({ id, name }) => [id, name]));
  for (const { user } of members.data ?? []) options.set(user.id, user.name);
  const others = (reference.data?.teams ?? []).filter(({ id }) => id !== team.id);
  return (
    <Stack gap="sm">
      <Select
        label={t`First, the team that is awake`}
        description={t`The ticket goes to that team where somebody is on shift.`}
        data={others.map(({ id, name }) => ({ value: id, label: name }))}
        value={follow}
        onChange={setFollow}
        clearable
        searchable
        placeholder={t`No other team`}
      />
      <MultiSelect
        label={t`Then, who is on call`}
        description={t`In this order; who is on leave or away is passed over.`}
        data={[...options].map(([value, label]) => ({ value, label }))}
        value={called}
        onChange={setCalled}
        searchable
        clearable
      />
      <Group justify="flex-end">
        <Button variant="light" loading={save.isPending} onClick={() => save.mutate()}>
          <Trans>Save</Trans>
        </Button>
      </Group>
    </Stack>
  );
}
