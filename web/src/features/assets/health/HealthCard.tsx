import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Badge, Group, Paper, Progress, Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type HealthLine, type HealthRule, healthQuery } from '@/api/asset-health';
import { BAND_COLORS, BAND_LABELS } from './bands';
import classes from './Health.module.css';

/** How healthy an asset is, and what takes points away: every line that was looked at, also those that take none. */
export function HealthCard({ assetId }: { assetId: string }) {
  const { t } = useLingui();
  const { data, isPending, isError } = useQuery(healthQuery(assetId));
  // Nothing is said of what is retired or lost.
  if (isError || data?.score === null) return null;
  const titles: Record<HealthRule, string> = {
    state: t`State`,
    age: t`Age`,
    warranty: t`Warranty`,
    maintenance: t`Maintenance`,
    open_incidents: t`Open incidents`,
    recent_incidents: t`Incidents of 90 days`,
  };
  return (
    <Paper withBorder p="lg" component="section" aria-label={t`Health`}>
      <Group gap="sm" mb="xs">
        <Title order={2} size="h4">
          <Trans>Health</Trans>
        </Title>
        {data?.band && (
          <Badge variant="light" color={BAND_COLORS[data.band]} tt="none" radius="sm">
            {t(BAND_LABELS[data.band])}
          </Badge>
        )}
      </Group>
      {isPending && <Skeleton height={180} />}
      {data?.band && (
        <>
          <Group gap="md" mb="sm" wrap="nowrap">
            <Text className={classes.score ?? ''}>{data.score}</Text>
            <Progress
              flex={1}
              value={data.score ?? 0}
              color={BAND_COLORS[data.band]}
              size="lg"
              aria-label={t`Health ${data.score} of 100`}
            />
          </Group>
          <ul className={classes.lines}>
            {data.lines.map((line) => (
              <li key={line.rule}>
                <span className={classes.title}>{titles[line.rule]}</span>
                <span className={classes.words}>
                  <Words line={line} />
                </span>
                <span className={classes.points} data-none={line.points === 0 || undefined}>
                  {line.points === 0 ? '0' : `−${line.points}`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Paper>
  );
}

function Words({ line }: { line: HealthLine }): ReactNode {
  const { finding } = line;
  const number = line.number ?? 0;
  switch (line.rule) {
    case 'state':
      return finding === 'over' ? <Trans>It is for repair</Trans> : <Trans>In working order</Trans>;
    case 'age':
      if (finding === 'unknown') return <Trans>Day of purchase or expected life is not known</Trans>;
      return <Trans>{number} % of its expected life is over</Trans>;
    case 'warranty':
      if (finding === 'unknown') return <Trans>None is written down</Trans>;
      if (finding === 'over')
        return <Plural value={number} one="Over since # day" other="Over since # days" />;
      return <Plural value={number} one="# day left" other="# days left" />;
    case 'maintenance':
      if (finding === 'unknown') return <Trans>None is planned</Trans>;
      if (finding === 'over') return <Plural value={number} one="# day overdue" other="# days overdue" />;
      return <Plural value={number} one="In # day" other="In # days" />;
    default:
      return number === 0 ? (
        <Trans>None</Trans>
      ) : (
        <Plural value={number} one="# incident" other="# incidents" />
      );
  }
}
