import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Paper, Progress, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type Sending, useUploads } from '@/lib/uploads-store';
import classes from './UploadTray.module.css';

/** Files on their way: how far each is, and a way to take it back. Short ones are gone before it shows. */
export default function UploadTray() {
  const { t } = useLingui();
  const sending = useUploads((state) => state.sending);
  if (sending.length === 0) return null;
  return (
    <Paper withBorder shadow="md" className={classes.tray} role="region" aria-label={t`Files on their way`}>
      {sending.map((one) => (
        <Row key={one.id} one={one} />
      ))}
    </Paper>
  );
}

function Row({ one }: { one: Sending }) {
  const { t } = useLingui();
  const percent = Math.round(one.share * 100);
  return (
    <div className={classes.row}>
      <div className={classes.what}>
        <Text size="sm" fw={500} truncate>
          {one.name}
        </Text>
        <Text size="xs" c="dimmed" className="numeric" role="status">
          {one.waiting ? (
            <Trans>The line is broken; it goes on by itself</Trans>
          ) : percent < 100 ? (
            <Trans>{percent} % sent</Trans>
          ) : (
            <Trans>Being checked</Trans>
          )}
        </Text>
      </div>
      <ActionIcon size="lg" aria-label={t`Cancel ${one.name}`} onClick={one.cancel}>
        <IconX size={16} />
      </ActionIcon>
      <Progress
        className={classes.bar}
        size="sm"
        value={percent}
        color={one.waiting ? 'yellow' : undefined}
        animated={percent >= 100}
        aria-label={t`${one.name}: share sent`}
      />
    </div>
  );
}
