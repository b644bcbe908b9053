import { Paper, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  question: string;
  answer: ReactNode;
  children?: ReactNode;
}

/** One question, its answer, and what the answer rests on. */
export function Part({ question, answer, children }: Props) {
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="sm" c="dimmed" fw={600} mb={6}>
        {question}
      </Title>
      <Stack gap="xs">
        {answer}
        {children}
      </Stack>
    </Paper>
  );
}
