import { Paper, Text, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './FigureCard.module.css';

interface Props {
  label: ReactNode;
  value: ReactNode;
  text?: ReactNode;
  badge?: ReactNode;
  tone?: 'good' | 'warn' | 'bad';
  onClick?: () => void;
}

/** One figure with what it says; a button where it leads to the list behind it. */
export function FigureCard({ label, value, text, badge, tone = 'good', onClick }: Props) {
  const content = (
    <Paper withBorder p="md" className={classes.card} data-tone={tone}>
      <div className={classes.head}>
        <Text size="sm" fw={600}>
          {label}
        </Text>
        {badge}
      </div>
      <Text className={`${classes.value} numeric`}>{value}</Text>
      {text && (
        <Text size="sm" c="dimmed">
          {text}
        </Text>
      )}
    </Paper>
  );
  return onClick ? (
    <UnstyledButton className={classes.button} onClick={onClick}>
      {content}
    </UnstyledButton>
  ) : (
    content
  );
}
