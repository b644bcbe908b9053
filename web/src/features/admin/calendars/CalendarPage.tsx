import { Trans, useLingui } from '@lingui/react/macro';
import { Paper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { type Calendar, calendars as source } from '@/api/admin-calendars';
import { ErrorState } from '@/ui/ErrorState';
import { CardsSkeleton } from '@/ui/Skeletons';
import { AdminPage } from '../frame/AdminPage';
import { useAdminBase, useInDraft } from '../frame/draft-scope';
import { StateBadge } from '../frame/StateBadge';
import { NEW } from '../frame/use-admin-search';
import { YearView } from './YearView';

const CalendarForm = lazy(async () => ({ default: (await import('./CalendarForm')).CalendarForm }));

export function CalendarPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { calendarId = NEW } = useParams({ strict: false }) as { calendarId?: string };
  const isNew = calendarId === NEW;
  const calendars = useInDraft(source);
  const base = useAdminBase();
  const { data, error, refetch } = useQuery({ ...calendars.detailQuery(calendarId), enabled: !isNew });
  const show = (saved: Calendar) =>
    isNew &&
    void navigate({ to: `${base}/calendars/${saved.id}` as never, replace: true, ignoreBlocker: true });
  return (
    <AdminPage
      title={isNew ? t`New calendar` : (data?.name ?? t`Calendar`)}
      lead={data && <StateBadge active={data.is_active} />}
      back={{ to: `${base}/calendars`, label: <Trans>Calendars</Trans> }}
    >
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!isNew && !data && !error && <CardsSkeleton />}
      {(isNew || data) && (
        <Paper withBorder p="lg" maw={860}>
          <Suspense fallback={<CardsSkeleton />}>
            <CalendarForm
              key={data ? `${data.id}-${data.version}` : NEW}
              calendar={data ?? null}
              onSaved={show}
            />
          </Suspense>
        </Paper>
      )}
      {data && <YearView calendar={data} />}
    </AdminPage>
  );
}
