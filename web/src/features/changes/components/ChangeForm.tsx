import { useLingui } from '@lingui/react/macro';
import { Button, Group, Paper, Stack, TagsInput, Textarea, TextInput, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { RiskQuestions } from '@/ui/changes/RiskQuestions';
import { ErrorState } from '@/ui/ErrorState';
import { PersonSelect } from '@/ui/PersonSelect';
import type { ChangeDraft } from '../draft';
import { AssetsField } from './AssetsField';
import { PlaceFields } from './PlaceFields';
import { WindowFields } from './WindowFields';

interface Props {
  draft: ChangeDraft;
  onChange: (changes: Partial<ChangeDraft>) => void;
  onSave: () => void;
  busy: boolean;
  error: unknown;
  errors: Record<string, string>;
  /** Above the plan: what kind of change it is, for a new one. */
  kind?: ReactNode;
  save: string;
}

/** Everything that is said of a change, in the order in which one thinks of it. */
export function ChangeForm({ draft, onChange, onSave, busy, error, errors, kind, save }: Props) {
  const { t } = useLingui();
  const area = (name: keyof ChangeDraft, label: string, description?: string, rows = 2) => (
    <Textarea
      label={label}
      description={description}
      value={draft[name] as string}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
      error={errors[name]}
      maxLength={20_000}
      autosize
      minRows={rows}
    />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <Stack gap="md">
        <Part title={t`What and why`}>
          {kind}
          <TextInput
            label={t`Title`}
            value={draft.title}
            onChange={(event) => onChange({ title: event.currentTarget.value })}
            error={errors.title}
            maxLength={255}
            required
          />
          {draft.type === 'emergency' &&
            area(
              'justification',
              t`Why it cannot wait`,
              t`At least a sentence: approvers read it afterwards too.`,
            )}
          {area('reason', t`Reason`)}
          <TagsInput
            label={t`Affected systems`}
            description={t`Type a name and press Enter.`}
            value={draft.systems}
            onChange={(systems) => onChange({ systems })}
            error={errors.systems}
            maxTags={50}
          />
          <AssetsField assets={draft.assets} onChange={(assets) => onChange({ assets })} />
          {area('business_impact', t`Business impact`, t`Who notices, and what they cannot do meanwhile.`)}
        </Part>
        <Part title={t`How`}>
          {area('implementation_plan', t`Implementation`, t`The steps, in their order.`, 4)}
          {area('rollback_plan', t`Back-out`, t`How it is undone, and how long that takes.`, 3)}
          {area('test_plan', t`Test`, t`How one sees that it works.`)}
          {area('communication_plan', t`Communication`, t`Who is told, when and by whom.`)}
        </Part>
        <Part title={t`Risk`}>
          <RiskQuestions
            answers={draft.risk_answers}
            onChange={(risk_answers) => onChange({ risk_answers })}
          />
        </Part>
        <Part title={t`When and who`}>
          <WindowFields draft={draft} onChange={onChange} error={errors.ends_at ?? errors.starts_at} />
          <PersonSelect
            label={t`Carried out by`}
            size="sm"
            value={draft.implementer}
            onPick={(implementer) => onChange({ implementer })}
            error={errors.implementer_id}
          />
          <PlaceFields draft={draft} onChange={onChange} />
        </Part>
        {error !== null && error !== undefined && <ErrorState error={error} title={t`It was not saved`} />}
        <Group justify="flex-end">
          <Button type="submit" loading={busy} disabled={draft.title.trim().length < 5}>
            {save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper withBorder component="section" p="lg" aria-label={title}>
      <Title order={2} size="h4" mb="md">
        {title}
      </Title>
      <Stack gap="md">{children}</Stack>
    </Paper>
  );
}
