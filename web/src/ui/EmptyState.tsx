import { Stack, Text } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

interface Props {
  icon: Icon;
  title: ReactNode;
  /** One sentence: why it is empty, or what would fill it. */
  text?: ReactNode;
  /** The one thing to do from here. */
  action?: ReactNode;
}

export function EmptyState({ icon: Glyph, title, text, action }: Props) {
  return (
    <Stack align="center" gap="sm" py="xl" px="md" ta="center">
      <span className={classes.icon}>
        <Glyph size={28} stroke={1.6} aria-hidden />
      </span>
      <Text fw={600}>{title}</Text>
      {text && (
        <Text c="dimmed" size="sm" maw={420}>
          {text}
        </Text>
      )}
      {action}
    </Stack>
  );
}
