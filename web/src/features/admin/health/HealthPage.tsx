import { i18n } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Badge, Button, SimpleGrid, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type HealthCheck, healthQuery, type Verdict } from '@/api/admin-ops';
import { useNow } from '@/lib/clock';
import { formatRelative } from '@/lib/time';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/links';
import { CardsSkeleton } from '@/ui/Skeletons';
import { AdminPage } from '../frame/AdminPage';
import { FigureCard } from '../frame/FigureCard';
import { CHECK_LABELS, CHECK_LINKS, VERDICT_COLORS, VERDICT_LABELS } from './labels';

export function HealthPage() {
  const { t } = useLingui();
  const { data, isPending, error, refetch, isFetching } = useQuery(healthQuery());
  return (
    <AdminPage
      title={t`Health`}
      lead={<Trans>How the parts of the desk are doing, measured every 15 seconds.</Trans>}
      actions={
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} />}
          loading={isFetching}
          onClick={() => void refetch()}
        >
          <Trans>Measure now</Trans>
        </Button>
      }
    >
      {isPending && <CardsSkeleton />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <Overall verdict={data.verdict} version={data.version} checkedAt={data.checked_at} />
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
            {data.checks.map((check) => (
              <CheckCard key={check.name} check={check} />
            ))}
          </SimpleGrid>
        </>
      )}
    </AdminPage>
  );
}

function Overall({ verdict, version, checkedAt }: { verdict: Verdict; version: string; checkedAt: string }) {
  const { t } = useLingui();
  const now = useNow();
  const when = formatRelative(checkedAt, now);
  const titles: Record<Verdict, string> = {
    ok: t`Everything works`,
    warning: t`Something needs a look`,
    failing: t`Something does not work`,
  };
  const Icon = verdict === 'ok' ? IconCircleCheck : IconAlertTriangle;
  return (
    <Alert color={VERDICT_COLORS[verdict]} icon={<Icon size={20} />} title={titles[verdict]} mb="lg">
      <Text size="sm">
        <Trans>
          Version {version}, measured {when}.
        </Trans>
      </Text>
    </Alert>
  );
}

const TONES = { ok: 'good', warning: 'warn', failing: 'bad' } as const;

function CheckCard({ check }: { check: HealthCheck }) {
  const { t } = useLingui();
  const { name, verdict, value, unit } = check;
  const label = CHECK_LABELS[name];
  const link = CHECK_LINKS[name];
  return (
    <FigureCard
      label={label ? t(label) : name.replaceAll('_', ' ')}
      badge={
        <Badge variant="light" color={VERDICT_COLORS[verdict]} radius="sm" tt="none">
          {t(VERDICT_LABELS[verdict])}
        </Badge>
      }
      value={figure(value, unit)}
      text={
        <>
          {check.detail}{' '}
          {link && (
            <TextLink to={link as never} inherit underline="always">
              <Trans>Look</Trans>
            </TextLink>
          )}
        </>
      }
      tone={TONES[verdict]}
    />
  );
}

/** Lengths of time carry their unit; counts are named by the card. */
function figure(value: number | null, unit: string | null): string {
  if (value === null) return '–';
  const number = new Intl.NumberFormat(i18n.locale || 'en', { maximumFractionDigits: 1 }).format(value);
  if (unit === 'percent') return `${number} %`;
  return unit === 'ms' || unit === 'seconds' ? `${number} ${unit === 'ms' ? 'ms' : 's'}` : number;
}
