import { Stack, Text, Title } from '@mantine/core';
import { IconCompassOff, IconLock, IconMoodSad, IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './FullPage.module.css';

const ART = {
  missing: IconCompassOff,
  forbidden: IconLock,
  broken: IconMoodSad,
  offline: IconPlugConnectedX,
};

interface Props {
  art: keyof typeof ART;
  title: ReactNode;
  text: ReactNode;
  children?: ReactNode;
}

/** One calm message in place of a page: what happened, and what to do next. */
export function FullPage({ art, title, text, children }: Props) {
  const Icon = ART[art];
  return (
    <div className={classes.frame} role="alert">
      <Stack align="center" gap="md" maw={460} ta="center">
        <span className={classes.art}>
          <Icon size={40} stroke={1.5} aria-hidden />
        </span>
        <Title order={1}>{title}</Title>
        <Text c="dimmed">{text}</Text>
        {children}
      </Stack>
    </div>
  );
}
