import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  title: ReactNode;
  text?: ReactNode;
  /** Where links of other pages lead. */
  id?: string;
  children: ReactNode;
}

export function Section({ title, text, id, children }: Props) {
  return (
    <Paper withBorder p="lg" component="section" id={id}>
      <Stack gap="md">
        <div>
          <Title order={2} size="h3">
            {title}
          </Title>
          {text && (
            <Text size="sm" c="dimmed">
              {text}
            </Text>
          )}
        </div>
        {children}
      </Stack>
    </Paper>
  );
}
