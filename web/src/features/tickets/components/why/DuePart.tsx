import { Trans, useLingui } from '@lingui/react/macro';
import { Skeleton, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { slaQuery } from '@/api/desk';
import type { ClockHistory, SlaLine } from '@/api/desk-types';
import { formatMoment, formatSpan } from '@/lib/time';
import { ErrorState } from '@/ui/ErrorState';
import { LINE_LABELS } from '../../labels';
import { presentClocks } from '../../sla-model';
import { Part } from './Part';

/** How each due date was counted, day by day. */
export function DuePart({ name }: { name: string }) {
  const { t } = useLingui();
  const { data, isPending, isError, error, refetch } = useQuery(slaQuery(name));
  if (isPending) return <Skeleton h={160} radius="lg" />;
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const clocks = presentClocks(data.items);
  if (clocks.length === 0) {
    return (
      <Part
        question={t`Why these due dates?`}
        answer={
          <Text size="sm">
            <Trans>No policy fits, so nothing is timed.</Trans>
          </Text>
        }
      />
    );
  }
  return clocks.map((item) => <Due key={item.clock.metric} item={item} />);
}

function Due({ item }: { item: ClockHistory }) {
  const { t } = useLingui();
  const { clock } = item;
  return (
    <Part
      question={
        clock.metric === 'response' ? t`Why is the first answer due then?` : t`Why is the solution due then?`
      }
      answer={
        <Text fw={600} size="sm">
          {formatMoment(clock.due_at)}
        </Text>
      }
    >
      <Text size="sm">
        <Trans>
          “{item.policy}” gives {formatSpan(clock.target_seconds)} of “{item.calendar}” ({item.timezone}),
          counted from {formatMoment(clock.started_at)}.
        </Trans>
      </Text>
      <Lines lines={item.explanation} />
    </Part>
  );
}

function Lines({ lines }: { lines: SlaLine[] }) {
  const { t } = useLingui();
  if (lines.length === 0) return null;
  return (
    <Table.ScrollContainer minWidth={300} type="native" tabIndex={0} role="region" aria-label={t`Days`}>
      <Table fz="sm" verticalSpacing={5} horizontalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t`Day`}</Table.Th>
            <Table.Th scope="col">{t`Local time`}</Table.Th>
            <Table.Th scope="col">{t`What`}</Table.Th>
            <Table.Th scope="col" ta="right">{t`Counted`}</Table.Th>
            <Table.Th scope="col" ta="right" visibleFrom="sm">{t`Together`}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr
              key={`${line.kind}-${line.first_day}-${line.local_from}`}
              c={line.seconds ? undefined : 'dimmed'}
            >
              <Table.Td className="numeric" style={{ whiteSpace: 'nowrap' }}>
                {line.first_day === line.last_day ? line.first_day : `${line.first_day} – ${line.last_day}`}
              </Table.Td>
              <Table.Td className="numeric">
                {line.local_from && line.local_to ? `${line.local_from}–${line.local_to}` : '–'}
              </Table.Td>
              <Table.Td>
                {t(LINE_LABELS[line.kind])}
                {line.label && `: ${line.label}`}
              </Table.Td>
              <Table.Td ta="right" className="numeric">
                {line.seconds ? formatSpan(line.seconds) : '–'}
              </Table.Td>
              <Table.Td ta="right" className="numeric" visibleFrom="sm">
                {formatSpan(line.total_seconds)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
