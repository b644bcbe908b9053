import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, NativeSelect, NumberInput, Paper, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { putRiskQuestions, type RiskAnswer, type RiskQuestion } from '@/api/change-settings';
import { changeKeys, type RiskLevel, riskQuestionsQuery } from '@/api/changes';
import { toastDone } from '@/lib/toast';
import { RISK_LABELS } from '@/ui/change-labels';
import { ErrorState } from '@/ui/ErrorState';
import { RowsSkeleton } from '@/ui/Skeletons';
import { AdminPage } from '../frame/AdminPage';
import { MoveButtons } from '../frame/MoveButtons';
import { useLeaveGuard } from '../frame/use-leave-guard';
import { freshKey, moved, replaced } from './lists';
import classes from './RiskPage.module.css';

const LEVELS: RiskLevel[] = ['medium', 'high', 'critical'];

/** The questions whose answers give a change its risk. */
export function RiskPage() {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery({ ...riskQuestionsQuery(), staleTime: 0 });
  return (
    <AdminPage
      title={t`Risk questions`}
      lead={
        <Trans>
          The share of all points that the answers give is the risk; an answer can lift it to a level at
          least. From which share on a risk is medium, high or critical stands in the settings.
        </Trans>
      }
    >
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowsSkeleton count={6} />}
      {data && <Editor key={JSON.stringify(data)} stored={data} />}
    </AdminPage>
  );
}

function Editor({ stored }: { stored: RiskQuestion[] }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [questions, setQuestions] = useState(stored);
  const dirty = questions !== stored;
  useLeaveGuard(dirty);
  const save = useMutation({
    mutationFn: () => putRiskQuestions(questions),
    onSuccess: async () => {
      toastDone(t`The questions are saved. Risks worked out before stay as they are.`);
      await client.invalidateQueries({ queryKey: changeKeys.all });
    },
  });
  const add = () => {
    const key = freshKey('question', questions);
    const answers = [t`No`, t`Yes`].map((label, points) => ({
      key: `a${points}`,
      label,
      points,
      at_least: null,
    }));
    setQuestions([...questions, { key, text: '', answers }]);
  };
  const incomplete = questions.some(
    ({ text, answers }) => !text.trim() || answers.some(({ label }) => !label.trim()),
  );
  return (
    <Stack maw={860}>
      {questions.map((question, index) => (
        <Question
          key={question.key}
          question={question}
          index={index}
          count={questions.length}
          onChange={(changed) => setQuestions(replaced(questions, index, changed))}
          onMove={(by) => setQuestions(moved(questions, index, by))}
          onRemove={() => setQuestions(questions.filter((_, place) => place !== index))}
        />
      ))}
      <Group>
        <Button
          variant="light"
          leftSection={<IconPlus size={16} />}
          onClick={add}
          disabled={questions.length >= 30}
        >
          <Trans>Add a question</Trans>
        </Button>
        <Button loading={save.isPending} disabled={!dirty || incomplete} onClick={() => save.mutate()}>
          <Trans>Save</Trans>
        </Button>
        {dirty && (
          <Button variant="subtle" onClick={() => setQuestions(stored)}>
            <Trans>Discard</Trans>
          </Button>
        )}
      </Group>
      {save.error && <ErrorState error={save.error} title={t`The questions were not saved`} />}
    </Stack>
  );
}

interface QuestionProps {
  question: RiskQuestion;
  index: number;
  count: number;
  onChange: (question: RiskQuestion) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

function Question({ question, index, count, onChange, onMove, onRemove }: QuestionProps) {
  const { t } = useLingui();
  const { answers } = question;
  const name = question.text || t`New question`;
  const change = (place: number, changes: Partial<RiskAnswer>) => {
    const before = answers[place];
    if (before) onChange({ ...question, answers: replaced(answers, place, { ...before, ...changes }) });
  };
  const add = () =>
    onChange({
      ...question,
      answers: [...answers, { key: freshKey('answer', answers), label: '', points: 0, at_least: null }],
    });
  return (
    <Paper withBorder p="md" component="section" aria-label={name}>
      <Group wrap="nowrap" align="flex-end" gap="xs">
        <TextInput
          flex={1}
          label={t`Question ${index + 1}`}
          value={question.text}
          onChange={(event) => onChange({ ...question, text: event.currentTarget.value })}
          maxLength={255}
          required
        />
        <MoveButtons name={name} isFirst={index === 0} isLast={index === count - 1} onMove={onMove} />
        <ActionIcon
          variant="subtle"
          color="red"
          size={36}
          aria-label={t`Take away: ${name}`}
          disabled={count === 1}
          onClick={onRemove}
        >
          <IconTrash size={17} aria-hidden />
        </ActionIcon>
      </Group>
      <Stack gap="xs" mt="sm">
        {answers.map((answer, place) => (
          <div key={answer.key} className={classes.answer}>
            <TextInput
              aria-label={t`Answer ${place + 1} to ${name}`}
              placeholder={t`Answer`}
              value={answer.label}
              onChange={(event) => change(place, { label: event.currentTarget.value })}
              maxLength={255}
            />
            <NumberInput
              aria-label={t`Points of ${answer.label}`}
              suffix={t` points`}
              value={answer.points}
              onChange={(points) => change(place, { points: Number(points) || 0 })}
              min={0}
              max={100}
            />
            <NativeSelect
              aria-label={t`Risk at least, for ${answer.label}`}
              value={answer.at_least ?? ''}
              onChange={(event) =>
                change(place, { at_least: (event.currentTarget.value || null) as RiskLevel | null })
              }
              data={[
                { value: '', label: t`By points alone` },
                ...LEVELS.map((level) => ({ value: level, label: t`At least ${t(RISK_LABELS[level])}` })),
              ]}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t`Take away the answer ${answer.label}`}
              disabled={answers.length <= 2}
              onClick={() => onChange({ ...question, answers: answers.filter((_, n) => n !== place) })}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          disabled={answers.length >= 10}
          onClick={add}
          style={{ alignSelf: 'flex-start' }}
        >
          <Trans>Add an answer</Trans>
        </Button>
      </Stack>
    </Paper>
  );
}
