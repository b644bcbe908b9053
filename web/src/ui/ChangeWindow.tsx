import { Trans } from '@lingui/react/macro';
import { Text, Tooltip } from '@mantine/core';
import { formatDay, formatMoment, formatTime, fullMoment, viewerZone } from '@/lib/time';

interface Props {
  from: string | null;
  to: string | null;
  zone: string;
  /** The window alone, without the viewer's own time beside it. */
  short?: boolean;
}

/** A window in its own zone, and what one's own clock shows then where that differs. */
export function ChangeWindow({ from, to, zone, short = false }: Props) {
  if (from === null || to === null)
    return (
      <Text span size="sm" c="dimmed">
        <Trans>No window yet</Trans>
      </Text>
    );
  const own = viewerZone();
  const place = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
  return (
    <span>
      <Tooltip label={`${fullMoment(from)} – ${fullMoment(to)}`} multiline maw={360}>
        <Text span size="sm">
          {span(from, to, zone)} {place}
        </Text>
      </Tooltip>
      {!short && own !== zone && (
        <Text span size="xs" c="dimmed" display="block">
          <Trans>for you {span(from, to, own)}</Trans>
        </Text>
      )}
    </span>
  );
}

/** "Sat, 5 Dec 22:00–23:30", or both days where it ends on another. */
export function span(from: string, to: string, zone: string): string {
  const sameDay = formatDay(from, zone) === formatDay(to, zone);
  const end = sameDay ? formatTime(to, zone) : formatMoment(to, zone);
  return `${formatDay(from, zone)} ${formatTime(from, zone)}–${end}`;
}
