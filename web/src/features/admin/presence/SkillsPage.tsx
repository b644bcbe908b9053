import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Paper, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { addSkill, changeSkill, presenceKeys, type Skill, skillsQuery } from '@/api/presence';
import { useRequestKey } from '@/lib/request-key';
import { toastDone, toastFailed } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import { RowsSkeleton } from '@/ui/Skeletons';
import { AdminPage } from '../frame/AdminPage';

/** The one list of skills: people have them, rules ask for them. */
export function SkillsPage() {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(skillsQuery());
  return (
    <AdminPage
      title={t`Skills`}
      lead={
        <Trans>
          What people know. A routing rule may ask for skills; only who has them all gets the ticket.
        </Trans>
      }
    >
      <Paper withBorder p="lg" maw={640}>
        {error && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!data && !error && <RowsSkeleton />}
        <Stack gap="sm">
          {data?.length === 0 && (
            <Text c="dimmed">
              <Trans>There is no skill yet.</Trans>
            </Text>
          )}
          {data?.map((skill) => (
            <SkillRow key={`${skill.id}:${skill.version}`} skill={skill} />
          ))}
          {data && <NewSkill />}
        </Stack>
      </Paper>
    </AdminPage>
  );
}

function SkillRow({ skill }: { skill: Skill }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [name, setName] = useState(skill.name);
  const change = useMutation({
    mutationFn: (changes: { name?: string; is_active?: boolean }) => changeSkill(skill, changes),
    onSuccess: () => client.invalidateQueries({ queryKey: presenceKeys.all }),
    onError: (failure) => toastFailed(failure, t`The skill was not changed`),
  });
  const rename = () => name.trim() && name.trim() !== skill.name && change.mutate({ name: name.trim() });
  return (
    <Group wrap="nowrap">
      <TextInput
        aria-label={t`Name of the skill ${skill.name}`}
        value={name}
        maxLength={60}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={rename}
        onKeyDown={(event) => event.key === 'Enter' && rename()}
        flex={1}
      />
      <Switch
        label={t`In use`}
        aria-label={t`${skill.name} is in use`}
        checked={skill.is_active}
        onChange={(event) => change.mutate({ is_active: event.currentTarget.checked })}
      />
    </Group>
  );
}

function NewSkill() {
  const { t } = useLingui();
  const client = useQueryClient();
  const once = useRequestKey();
  const [name, setName] = useState('');
  const add = useMutation({
    mutationFn: () => addSkill(name.trim(), once.of(name.trim())),
    onSuccess: async ({ name: added }) => {
      once.done();
      setName('');
      await client.invalidateQueries({ queryKey: presenceKeys.skills });
      toastDone(t`${added} is added.`);
    },
    onError: (failure) => toastFailed(failure, t`The skill was not added`),
  });
  return (
    <Group align="flex-end" wrap="nowrap">
      <TextInput
        label={t`New skill`}
        value={name}
        maxLength={60}
        onChange={(event) => setName(event.currentTarget.value)}
        flex={1}
      />
      <Button variant="light" disabled={!name.trim()} loading={add.isPending} onClick={() => add.mutate()}>
        <Trans>Add</Trans>
      </Button>
    </Group>
  );
}
