import { Trans } from '@lingui/react/macro';
import { Radio, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { riskQuestionsQuery } from '@/api/changes';
import { ErrorState } from '@/ui/ErrorState';
import { answered, scoreOf } from './risk';

interface Props {
  answers: Record<string, string>;
  onChange: (answers: Record<string, string>) => void;
}

/** The questionnaire, with how far one is and what it gives so far. */
export function RiskQuestions({ answers, onChange }: Props) {
  const { data, isPending, isError, error, refetch } = useQuery(riskQuestionsQuery());
  if (isPending) return <Skeleton h={240} />;
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const score = scoreOf(data, answers);
  return (
    <Stack gap="lg">
      {data.map((question) => (
        <Radio.Group
          key={question.key}
          label={question.text}
          value={answers[question.key] ?? ''}
          onChange={(value) => onChange({ ...answers, [question.key]: value })}
        >
          <Stack gap={8} mt={8}>
            {question.answers.map((answer) => (
              <Radio key={answer.key} value={answer.key} label={answer.label} />
            ))}
          </Stack>
        </Radio.Group>
      ))}
      <Text size="sm" c="dimmed" aria-live="polite">
        {score === null ? (
          <Trans>
            {answered(data, answers)} of {data.length} answered
          </Trans>
        ) : (
          <Trans>{score} % of all points. The level is worked out when you save.</Trans>
        )}
      </Text>
    </Stack>
  );
}
