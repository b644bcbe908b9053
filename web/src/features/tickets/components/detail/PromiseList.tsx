import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Group, Paper, Text, Title } from '@mantine/core';
import type { HandPromise } from '@/api/desk-types';
import { formatMoment, fullMoment } from '@/lib/time';
import { slaLabel } from '@/ui/labels';
import { CLOCK_COLORS } from '../../sla-model';

/** The dates that were promised by hand, the one that holds first. */
export function PromiseList({ promises }: { promises: HandPromise[] }) {
  const { t } = useLingui();
  if (promises.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="sm" mb="xs">
        <Trans>Promised by hand</Trans>
      </Title>
      {promises.map((one) => (
        <div key={one.set_at}>
          <Group gap="xs">
            <Text fw={600} size="sm" title={fullMoment(one.promised_at)}>
              {formatMoment(one.promised_at)}
            </Text>
            <Badge variant="light" tt="none" radius="sm" color={CLOCK_COLORS[one.state] ?? 'gray'}>
              {t(slaLabel(one.state))}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            <Trans>
              {one.set_by}, {formatMoment(one.set_at)}
            </Trans>
            {one.reason && `: ${one.reason}`}
          </Text>
        </div>
      ))}
    </Paper>
  );
}
