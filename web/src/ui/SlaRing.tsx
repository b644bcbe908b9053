import { useLingui } from '@lingui/react/macro';
import { Group, Text } from '@mantine/core';
import type { TicketSla } from '@/api/types';
import { useNow } from '@/lib/clock';
import { formatMoment, formatSpan } from '@/lib/time';
import { slaLabel } from './labels';
import classes from './SlaRing.module.css';
import { type SlaView, slaView } from './sla-model';

interface Props {
  sla: TicketSla | null | undefined;
  createdAt: string;
  /** Ring without words, for narrow cells; the words stay for screen readers. */
  compact?: boolean;
}

/** The nearest target as ring and words; the pointer shows both targets. */
export function SlaRing({ sla, createdAt, compact = false }: Props) {
  const now = useNow();
  const targets = useTargets(sla);
  const view = slaView(sla, createdAt, now);
  if (!view) return null;
  return (
    <Group
      gap={6}
      wrap="nowrap"
      className={classes.ring}
      data-tone={view.tone}
      component="span"
      title={targets}
    >
      <Ring used={view.used} tone={view.tone} />
      <Text span size="xs" fw={600} className={`numeric ${compact ? classes.hidden : ''}`} truncate>
        <SlaText view={view} />
      </Text>
    </Group>
  );
}

function SlaText({ view }: { view: SlaView }) {
  const { t } = useLingui();
  const span = formatSpan(Math.abs(view.seconds));
  if (view.tone === 'done') return t`done`;
  if (view.tone === 'paused') return t`paused`;
  return view.seconds < 0 || view.tone === 'breach' ? t`${span} over` : t`${span} left`;
}

/** Both targets, a line each. */
function useTargets(sla: TicketSla | null | undefined): string {
  const { t } = useLingui();
  const line = (clock: TicketSla['response'] | undefined) =>
    clock ? `${clock.due_at ? formatMoment(clock.due_at) : '–'} · ${t(slaLabel(clock.state))}` : '–';
  return `${t`First response:`} ${line(sla?.response)}\n${t`Resolution:`} ${line(sla?.resolution)}`;
}

const SIZE = 18;
const RADIUS = 7;
const LENGTH = 2 * Math.PI * RADIUS;

function Ring({ used, tone }: { used: number; tone: SlaView['tone'] }) {
  const shown = tone === 'breach' || tone === 'done' ? 1 : 1 - used;
  return (
    <svg
      width={SIZE}
      height={SIZE}
      viewBox={`0 0 ${SIZE} ${SIZE}`}
      className={classes.svg}
      aria-hidden="true"
    >
      <circle className={classes.track} cx={SIZE / 2} cy={SIZE / 2} r={RADIUS} />
      {tone === 'paused' ? (
        <path d="M7 6v6M11 6v6" className={classes.bar} />
      ) : (
        <circle
          className={classes.value}
          cx={SIZE / 2}
          cy={SIZE / 2}
          r={RADIUS}
          strokeDasharray={LENGTH}
          strokeDashoffset={LENGTH * (1 - shown)}
        />
      )}
      {tone === 'done' && <path d="M6 9.2l2.1 2.1L12 7.2" className={classes.bar} />}
    </svg>
  );
}
