import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { slaQuery } from '@/api/desk';
import type { ClockHistory } from '@/api/desk-types';
import type { PendingReason } from '@/api/types';
import { formatMoment, formatSpan, fullMoment } from '@/lib/time';
import { ErrorState } from '@/ui/ErrorState';
import { PENDING_LABELS, slaLabel } from '@/ui/labels';
import { CardsSkeleton } from '@/ui/Skeletons';
import { CLOCK_LABELS, STATUS_PAUSES } from '../../labels';
import { CLOCK_COLORS, inOrder, milestones, shares } from '../../sla-model';
import { EscalationList } from './EscalationList';
import { PromiseList } from './PromiseList';
import classes from './Sla.module.css';

/** When each clock ran, paused, warned, met or missed its target. */
export function SlaTab({ name }: { name: string }) {
  const { data, isPending, isError, error, refetch } = useQuery(slaQuery(name));
  if (isPending) return <CardsSkeleton count={2} />;
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data.items.length === 0) {
    return (
      <Text c="dimmed">
        <Trans>No policy fitted this ticket, so nothing is timed.</Trans>
      </Text>
    );
  }
  return (
    <Stack gap="md">
      <PromiseList promises={data.promises} />
      <EscalationList steps={data.escalations} />
      {inOrder(data.items).map((item) => (
        <Clock key={`${item.clock.metric}-${item.clock.cycle}`} item={item} />
      ))}
    </Stack>
  );
}

function Clock({ item }: { item: ClockHistory }) {
  const { t } = useLingui();
  const { clock } = item;
  const label = CLOCK_LABELS[clock.metric];
  return (
    <Paper withBorder p="md" component="section">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="sm">
          {label ? t(label) : clock.metric}
          {clock.team && `: ${clock.team.name}`}
          {clock.cycle > 1 && <Trans>, round {clock.cycle}</Trans>}
        </Title>
        <Badge variant="light" tt="none" radius="sm" color={CLOCK_COLORS[clock.state] ?? 'gray'}>
          {t(slaLabel(clock.state))}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed" mb="sm">
        <Trans>
          {formatSpan(clock.elapsed_seconds)} used of {formatSpan(clock.target_seconds)}
        </Trans>{' '}
        · {item.policy} · {item.calendar} ({item.timezone})
      </Text>
      <Bar item={item} />
      <Ledger item={item} />
    </Paper>
  );
}

function Bar({ item }: { item: ClockHistory }) {
  return (
    <div className={classes.bar} aria-hidden="true">
      {shares(item.intervals).map((part) => (
        <span
          key={part.key}
          className={classes.part}
          data-phase={part.phase}
          style={{ flexGrow: part.share }}
        />
      ))}
    </div>
  );
}

function Ledger({ item }: { item: ClockHistory }) {
  const { t } = useLingui();
  const words = { running: t`Ran`, paused: t`Paused`, stopped: t`Stopped` };
  const why = (reason: string) =>
    reason in PENDING_LABELS
      ? t(PENDING_LABELS[reason as PendingReason])
      : STATUS_PAUSES[reason]
        ? t(STATUS_PAUSES[reason])
        : reason;
  const marks = { warned: t`Warned`, breached: t`Missed the target`, met: t`Met the target`, due: t`Due` };
  return (
    <Table.ScrollContainer minWidth={300} type="native" tabIndex={0} role="region" aria-label={t`Times`}>
      <Table fz="sm" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t`What`}</Table.Th>
            <Table.Th scope="col">{t`When`}</Table.Th>
            <Table.Th scope="col" ta="right">{t`Counted`}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {item.intervals.map((interval) => (
            <Table.Tr key={interval.started_at}>
              <Table.Td>
                {words[interval.phase]}
                {interval.reason && ` · ${why(interval.reason)}`}
              </Table.Td>
              <Table.Td title={fullMoment(interval.started_at)}>
                {formatMoment(interval.started_at)} –{' '}
                {interval.ended_at ? formatMoment(interval.ended_at) : <Trans>now</Trans>}
              </Table.Td>
              <Table.Td ta="right" className="numeric">
                {interval.phase === 'running' ? formatSpan(interval.seconds) : '–'}
              </Table.Td>
            </Table.Tr>
          ))}
          {milestones(item.clock).map(({ what, at }) => (
            <Table.Tr key={what}>
              <Table.Td fw={600}>{marks[what]}</Table.Td>
              <Table.Td title={fullMoment(at)}>{formatMoment(at)}</Table.Td>
              <Table.Td />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
