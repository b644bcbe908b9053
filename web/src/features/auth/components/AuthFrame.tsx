import { Trans } from '@lingui/react/macro';
import { Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { Logo } from '@/ui/Logo';
import classes from './AuthFrame.module.css';

const GuestLanguage = lazy(() => import('./GuestLanguage'));

interface Props {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}

export function AuthFrame({ title, lead, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Madison88 IT`;
  }, [title]);
  return (
    <main className={classes.frame}>
      <div className={classes.column}>
        <Logo />
        <Paper withBorder className={classes.card}>
          <Stack gap="lg">
            <div>
              <Title order={1} size="h2">
                {title}
              </Title>
              {lead && (
                <Text c="dimmed" size="sm" mt={6}>
                  {lead}
                </Text>
              )}
            </div>
            {children}
          </Stack>
        </Paper>
        <Suspense fallback={<Skeleton h={36} w={220} />}>
          <GuestLanguage />
        </Suspense>
        <Text size="xs" c="dimmed">
          <Trans>Madison88 · Manila · New York · Jakarta · Shanghai</Trans>
        </Text>
      </div>
    </main>
  );
}
