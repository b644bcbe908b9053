import { Group, Paper, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface Props {
  title: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of a change's page, named by its heading. */
export function Panel({ title, actions, children }: Props) {
  const id = useId();
  return (
    <Paper withBorder component="section" p="md" aria-labelledby={id}>
      <Group justify="space-between" mb="sm" gap="xs">
        <Title order={2} size="h5" id={id}>
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Paper>
  );
}
