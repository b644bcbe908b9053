import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, List, Text } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import type { Clash } from './merge';
import { Plain } from './Plain';

interface Props {
  clashes: Clash[];
  labels: Partial<Record<string, string>>;
  onTakeTheirs: () => void;
}

/** Somebody else saved the same record first: what they changed, and both ways on. */
export function ClashPanel({ clashes, labels, onTakeTheirs }: Props) {
  const { t } = useLingui();
  return (
    <Alert
      color="yellow"
      icon={<IconGitMerge size={18} />}
      title={t`Somebody changed this meanwhile`}
      mb="sm"
    >
      <Text size="sm">
        <Trans>Your input is kept. Save again to put it in place of theirs.</Trans>
      </Text>
      <List size="sm" my="xs" withPadding={false}>
        {clashes.map((clash) => (
          <List.Item key={clash.field}>
            <strong>{labels[clash.field] ?? clash.field}</strong>: <Plain value={clash.before} /> →{' '}
            <Plain value={clash.theirs} /> {clash.mine && <Trans>(yours differs and is kept)</Trans>}
          </List.Item>
        ))}
        {clashes.length === 0 && (
          <List.Item>
            <Trans>Nothing that this form shows.</Trans>
          </List.Item>
        )}
      </List>
      <Button size="compact-sm" variant="default" onClick={onTakeTheirs}>
        <Trans>Drop my input and take theirs</Trans>
      </Button>
    </Alert>
  );
}
