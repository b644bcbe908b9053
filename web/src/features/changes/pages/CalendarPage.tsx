import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Alert, Button, Group, NativeSelect } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowLeft, IconCalendarShare, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { calendarQuery, type RiskLevel } from '@/api/changes';
import { referenceQuery } from '@/api/reference';
import type { NamedRef } from '@/api/types';
import { type Command, useCommands } from '@/lib/commands';
import { formatDate, formatMonth, viewerZone } from '@/lib/time';
import { Choice } from '@/ui/Choice';
import { RISK_COLORS, RISK_LABELS } from '@/ui/change-labels';
import { ErrorState } from '@/ui/ErrorState';
import { ButtonLink, TextLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { RowsSkeleton } from '@/ui/Skeletons';
import { Agenda } from '../calendar/Agenda';
import classes from '../calendar/Calendar.module.css';
import { MonthView } from '../calendar/MonthView';
import { type Day, dayAt, daysOf, rangeOf, stepped } from '../calendar/model';
import { TimeGrid } from '../calendar/TimeGrid';
import { MODES, type Mode } from '../views';

const FeedDialog = lazy(async () => ({ default: (await import('../calendar/FeedDialog')).FeedDialog }));
const route = getRouteApi('/signed-in/desk/changes/calendar');
const RISKS: RiskLevel[] = ['low', 'medium', 'high', 'critical'];

/** When what is altered, with the times in which nothing should be. */
export function CalendarPage() {
  const { t } = useLingui();
  const navigate = route.useNavigate();
  const zone = viewerZone();
  const today = dayAt(new Date().toISOString(), zone);
  const phone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  const { mode = phone ? 'list' : 'month', day = today, site, team } = route.useSearch();
  const [subscribing, setSubscribing] = useState(false);
  const go: Go = useCallback(
    (changes) => void navigate({ search: (old) => ({ ...old, ...changes }), replace: true }),
    [navigate],
  );
  const labels: Record<Mode, string> = { month: t`Month`, week: t`Week`, day: t`Day`, list: t`List` };
  useCalendarKeys({ mode, day, today, go });
  return (
    <Page
      title={t`Change calendar`}
      width="wide"
      above={
        <TextLink to="/changes" size="sm" mb="xs" display="inline-block">
          <Group gap={4} component="span" display="inline-flex">
            <IconArrowLeft size={15} aria-hidden /> <Trans>Changes</Trans>
          </Group>
        </TextLink>
      }
      lead={<Trans>Times are those of {zone}.</Trans>}
      actions={
        <>
          <Button
            variant="default"
            size="sm"
            leftSection={<IconCalendarShare size={16} aria-hidden />}
            onClick={() => setSubscribing(true)}
          >
            <Trans>Subscribe</Trans>
          </Button>
          <ButtonLink to="/changes/new" size="sm">
            <Trans>New change</Trans>
          </ButtonLink>
        </>
      }
    >
      <div className={classes.bar}>
        <div className={classes.steps}>
          <Button variant="default" size="sm" flex="none" onClick={() => go({ day: today })}>
            <Trans>Today</Trans>
          </Button>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t`Earlier`}
            onClick={() => go({ day: stepped(mode, day, -1) })}
          >
            <IconChevronLeft size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t`Later`}
            onClick={() => go({ day: stepped(mode, day, 1) })}
          >
            <IconChevronRight size={18} aria-hidden />
          </ActionIcon>
          <span className={classes.period} role="status">
            {periodOf(mode, day)}
          </span>
        </div>
        <Group gap="sm" align="flex-end">
          <Filters site={site} team={team} onChange={go} />
          <Choice<Mode>
            compact
            label={t`View`}
            value={mode}
            onChange={(next) => go({ mode: next })}
            options={MODES.map((one) => ({ value: one, label: labels[one] }))}
          />
        </Group>
      </div>
      <Shown
        phone={phone ?? false}
        mode={mode}
        day={day}
        today={today}
        zone={zone}
        site={site}
        team={team}
        go={go}
      />
      <Legend />
      <Suspense>{subscribing && <FeedDialog onClose={() => setSubscribing(false)} />}</Suspense>
    </Page>
  );
}

type Go = (changes: { mode?: Mode; day?: Day; site?: string; team?: string }) => void;

interface ShownProps {
  phone: boolean;
  mode: Mode;
  day: Day;
  today: Day;
  zone: string;
  site: string | undefined;
  team: string | undefined;
  go: Go;
}

function Shown({ phone, mode, day, today, zone, site, team, go }: ShownProps) {
  const shown = useMemo(() => daysOf(mode, day), [mode, day]);
  const { data, isPending, isError, error, refetch } = useQuery(
    calendarQuery({ ...rangeOf(shown, zone), location_id: site, team_id: team }),
  );
  if (isPending) return <RowsSkeleton count={8} />;
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const view = { calendar: data, today, zone };
  return (
    <>
      {data.is_cut && (
        <Alert color="yellow" mb="md">
          <Trans>There are more changes than can be shown. Choose a shorter time.</Trans>
        </Alert>
      )}
      {phone || mode === 'list' ? (
        <Agenda {...view} shown={shown} />
      ) : mode === 'month' ? (
        <MonthView {...view} day={day} onDay={(one) => go({ mode: 'day', day: one })} />
      ) : (
        <TimeGrid {...view} key={`${mode} ${day}`} shown={shown} />
      )}
    </>
  );
}

interface FilterProps {
  site: string | undefined;
  team: string | undefined;
  onChange: Go;
}

function Filters({ site = '', team = '', onChange }: FilterProps) {
  const { t } = useLingui();
  const { data } = useQuery(referenceQuery());
  const named = (list: NamedRef[] | undefined, all: string) => [
    { value: '', label: all },
    ...(list ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <>
      <NativeSelect
        aria-label={t`Site`}
        value={site}
        onChange={(event) => onChange({ site: event.currentTarget.value })}
        data={named(data?.locations, t`All sites`)}
      />
      <NativeSelect
        aria-label={t`Team`}
        value={team}
        onChange={(event) => onChange({ team: event.currentTarget.value })}
        data={named(data?.teams, t`All teams`)}
      />
    </>
  );
}

/** What the colours mean; a broken line is not agreed yet. */
function Legend() {
  const { t } = useLingui();
  return (
    <ul className={classes.legend} aria-label={t`What the colours mean`}>
      {RISKS.map((risk) => (
        <li key={risk}>
          <span
            className={classes.swatch}
            style={{ '--risk': `var(--mantine-color-${RISK_COLORS[risk]}-filled)` } as never}
          />
          <Trans>{t(RISK_LABELS[risk])} risk</Trans>
        </li>
      ))}
      <li>
        <Trans>Broken line: not agreed yet</Trans>
      </li>
      <li>
        <Trans>Striped: freeze</Trans>
      </li>
    </ul>
  );
}

function periodOf(mode: Mode, day: Day): string {
  if (mode === 'month') return formatMonth(day.slice(0, 7));
  const shown = daysOf(mode, day);
  const name = (one: Day) => formatDate(`${one}T12:00:00Z`, 'UTC');
  return mode === 'day' ? name(day) : `${name(shown[0] ?? day)} – ${name(shown.at(-1) ?? day)}`;
}

interface Keys {
  mode: Mode;
  day: Day;
  today: Day;
  go: Go;
}

/** Single keys, as everywhere in the desk: they stand in the palette too. */
function useCalendarKeys({ mode, day, today, go }: Keys) {
  const { t } = useLingui();
  const commands = useMemo<Command[]>(
    () =>
      [
        {
          id: 'calendar:earlier',
          title: t`Earlier`,
          keys: '[',
          run: () => go({ day: stepped(mode, day, -1) }),
        },
        { id: 'calendar:later', title: t`Later`, keys: ']', run: () => go({ day: stepped(mode, day, 1) }) },
        { id: 'calendar:today', title: t`Today`, keys: 't', run: () => go({ day: today }) },
        { id: 'calendar:month', title: t`Month`, keys: '1', run: () => go({ mode: 'month' }) },
        { id: 'calendar:week', title: t`Week`, keys: '2', run: () => go({ mode: 'week' }) },
        { id: 'calendar:day', title: t`Day`, keys: '3', run: () => go({ mode: 'day' }) },
        { id: 'calendar:list', title: t`List`, keys: '4', run: () => go({ mode: 'list' }) },
      ].map((one) => ({ ...one, group: t`Change calendar` })),
    [mode, day, today, go, t],
  );
  useCommands(commands);
}
