import { Trans, useLingui } from '@lingui/react/macro';
import {
  ActionIcon,
  Button,
  Group,
  MultiSelect,
  NativeSelect,
  NumberInput,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ApprovalRule, approvalRulesQuery, putApprovalRules } from '@/api/change-settings';
import { type ChangeType, changeKeys, type RiskLevel } from '@/api/changes';
import { referenceQuery } from '@/api/reference';
import { newKey } from '@/lib/ids';
import { toastDone } from '@/lib/toast';
import { RISK_LABELS, TYPE_LABELS } from '@/ui/change-labels';
import { ErrorState } from '@/ui/ErrorState';
import { RowsSkeleton } from '@/ui/Skeletons';
import { AdminPage } from '../frame/AdminPage';
import { MoveButtons } from '../frame/MoveButtons';
import { PeopleSelect } from '../frame/PeopleSelect';
import { useLeaveGuard } from '../frame/use-leave-guard';
import { moved, replaced } from './lists';

const TYPES: ChangeType[] = ['standard', 'normal', 'emergency'];
const LEVELS: RiskLevel[] = ['low', 'medium', 'high', 'critical'];

/** Who approves which changes: steps that really wait for each other. */
export function RulesPage() {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(approvalRulesQuery());
  return (
    <AdminPage
      title={t`Who approves changes`}
      lead={
        <Trans>
          Every step that fits a change is asked, one after the other. What is asked already stays.
        </Trans>
      }
    >
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowsSkeleton count={6} />}
      {data && <Editor key={JSON.stringify(data)} stored={data} />}
    </AdminPage>
  );
}

function Editor({ stored }: { stored: ApprovalRule[] }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [rules, setRules] = useState(stored);
  const dirty = rules !== stored;
  useLeaveGuard(dirty);
  const save = useMutation({
    mutationFn: () =>
      putApprovalRules(
        rules.map(({ id: _, users, teams, ...rule }) => ({
          ...rule,
          user_ids: users.map(({ id }) => id),
          team_ids: teams.map(({ id }) => id),
        })),
      ),
    onSuccess: async () => {
      toastDone(t`The steps are saved.`);
      await client.invalidateQueries({ queryKey: changeKeys.all });
    },
  });
  const add = () =>
    setRules([
      ...rules,
      {
        id: newKey(),
        name: '',
        phase: 'before',
        types: ['normal'],
        levels: [],
        users: [],
        teams: [],
        rule: 'any',
        quorum: 1,
        due_hours: 48,
      },
    ]);
  return (
    <Stack maw={860}>
      {rules.length === 0 && (
        <Text c="dimmed">
          <Trans>No step: nobody is asked, and whatever is submitted is approved.</Trans>
        </Text>
      )}
      {rules.map((rule, index) => (
        <Rule
          key={rule.id}
          rule={rule}
          index={index}
          count={rules.length}
          onChange={(changes) => setRules(replaced(rules, index, { ...rule, ...changes }))}
          onMove={(by) => setRules(moved(rules, index, by))}
          onRemove={() => setRules(rules.filter((_, place) => place !== index))}
        />
      ))}
      <Group>
        <Button
          variant="light"
          leftSection={<IconPlus size={16} />}
          onClick={add}
          disabled={rules.length >= 30}
        >
          <Trans>Add a step</Trans>
        </Button>
        <Button
          loading={save.isPending}
          disabled={!dirty || rules.some(({ name }) => !name.trim())}
          onClick={() => save.mutate()}
        >
          <Trans>Save</Trans>
        </Button>
        {dirty && (
          <Button variant="subtle" onClick={() => setRules(stored)}>
            <Trans>Discard</Trans>
          </Button>
        )}
      </Group>
      {save.error && <ErrorState error={save.error} title={t`The steps were not saved`} />}
    </Stack>
  );
}

interface RuleProps {
  rule: ApprovalRule;
  index: number;
  count: number;
  onChange: (changes: Partial<ApprovalRule>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

function Rule({ rule, index, count, onChange, onMove, onRemove }: RuleProps) {
  const { t } = useLingui();
  const name = rule.name || t`New step`;
  return (
    <Paper withBorder p="md" component="section" aria-label={name}>
      <Group wrap="nowrap" align="flex-end" gap="xs">
        <TextInput
          flex={1}
          label={t`Step ${index + 1}`}
          value={rule.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
          maxLength={80}
          required
        />
        <MoveButtons name={name} isFirst={index === 0} isLast={index === count - 1} onMove={onMove} />
        <ActionIcon
          variant="subtle"
          color="red"
          size={36}
          aria-label={t`Take away: ${name}`}
          onClick={onRemove}
        >
          <IconTrash size={17} aria-hidden />
        </ActionIcon>
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }} mt="sm">
        <NativeSelect
          label={t`When`}
          value={rule.phase}
          onChange={(event) => onChange({ phase: event.currentTarget.value as ApprovalRule['phase'] })}
          data={[
            { value: 'before', label: t`Before it is carried out` },
            { value: 'afterwards', label: t`Once more, afterwards` },
          ]}
        />
        <NumberInput
          label={t`Answer within (hours)`}
          value={rule.due_hours}
          onChange={(hours) => onChange({ due_hours: Number(hours) || 1 })}
          min={1}
          max={720}
        />
        <MultiSelect
          label={t`Types of change`}
          placeholder={rule.types.length === 0 ? t`All` : ''}
          value={rule.types}
          onChange={(types) => onChange({ types: types as ChangeType[] })}
          data={TYPES.map((value) => ({ value, label: t(TYPE_LABELS[value]) }))}
        />
        <MultiSelect
          label={t`Risk`}
          placeholder={rule.levels.length === 0 ? t`Any` : ''}
          value={rule.levels}
          onChange={(levels) => onChange({ levels: levels as RiskLevel[] })}
          data={LEVELS.map((value) => ({ value, label: t(RISK_LABELS[value]) }))}
        />
        <Whom rule={rule} onChange={onChange} />
        <NativeSelect
          label={t`How many of them`}
          value={rule.rule}
          onChange={(event) => onChange({ rule: event.currentTarget.value as ApprovalRule['rule'] })}
          data={[
            { value: 'any', label: t`Any one` },
            { value: 'all', label: t`All of them` },
            { value: 'quorum', label: t`A number of them` },
          ]}
        />
        {rule.rule === 'quorum' && (
          <NumberInput
            label={t`Yeses needed`}
            value={rule.quorum}
            onChange={(quorum) => onChange({ quorum: Number(quorum) || 1 })}
            min={1}
            max={20}
          />
        )}
      </SimpleGrid>
    </Paper>
  );
}

/** People and teams that are asked; nobody named: all who may approve changes. */
function Whom({ rule, onChange }: Pick<RuleProps, 'rule' | 'onChange'>) {
  const { t } = useLingui();
  const { data } = useQuery(referenceQuery());
  const nobody = rule.users.length + rule.teams.length === 0;
  const names = new Map([...(data?.teams ?? []), ...rule.teams].map(({ id, name }) => [id, name]));
  return (
    <>
      <PeopleSelect
        label={t`People`}
        placeholder={nobody ? t`All who may approve` : ''}
        known={rule.users}
        value={rule.users.map(({ id }) => id)}
        onChange={(ids) => onChange({ users: ids.map((id) => ({ id, name: '' })) })}
      />
      <MultiSelect
        label={t`Teams`}
        value={rule.teams.map(({ id }) => id)}
        onChange={(ids) => onChange({ teams: ids.map((id) => ({ id, name: names.get(id) ?? '' })) })}
        data={[...names].map(([value, label]) => ({ value, label }))}
      />
    </>
  );
}
