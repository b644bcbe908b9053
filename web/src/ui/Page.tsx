import { Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import classes from './Page.module.css';

interface Props {
  title: string;
  /** Shown under the title. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** `narrow` for reading and forms, `wide` for tables and dashboards. */
  width?: 'narrow' | 'normal' | 'wide';
  /** Above the title, e.g. a way back. */
  above?: ReactNode;
  /** Keep the title for the tab and for screen readers only. */
  quiet?: boolean;
  children: ReactNode;
}

/** Frame of a page: one h1, the tab's title, the width of its content. */
export function Page({ title, lead, actions, width = 'normal', above, quiet = false, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Madison88 IT`;
  }, [title]);
  return (
    <div className={classes.page} data-width={width}>
      {above}
      <Group component="header" justify="space-between" align="flex-start" gap="sm" mb={quiet ? 0 : 'lg'}>
        <div>
          <Title order={1} className={quiet ? classes.hidden : ''}>
            {title}
          </Title>
          {lead && (
            <Text c="dimmed" mt={4}>
              {lead}
            </Text>
          )}
        </div>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </div>
  );
}
