import { Group, Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { BlockLink } from '@/ui/links';
import classes from './ListCard.module.css';

interface Props {
  title: ReactNode;
  /** Opens in the drawer of the present page, or `to` where it has a page of its own. */
  edit?: string;
  to?: string;
  badges?: ReactNode;
  children?: ReactNode;
}

/** A row on a phone. */
export function ListCard({ title, edit, to = '.', badges, children }: Props) {
  const search = edit ? (old: Record<string, unknown>) => ({ ...old, edit }) : undefined;
  return (
    <BlockLink {...({ to, search } as { to: '.' })} className={classes.card}>
      <Paper withBorder p="md">
        <Group justify="space-between" gap="xs" wrap="nowrap">
          <Text fw={600} truncate>
            {title}
          </Text>
          <Group gap={6} wrap="nowrap" flex="none">
            {badges}
          </Group>
        </Group>
        <Text size="sm" c="dimmed" component="div">
          {children}
        </Text>
      </Paper>
    </BlockLink>
  );
}
