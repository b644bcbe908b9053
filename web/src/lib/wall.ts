const PARTS = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
} as const;

/** What a clock in `zone` shows at an instant, as a `datetime-local` field takes it: "2026-12-01T22:00". */
export function toWall(iso: string | null, zone: string): string {
  if (iso === null) return '';
  const format = new Intl.DateTimeFormat('en-CA', { ...PARTS, hourCycle: 'h23', timeZone: zone });
  const found = Object.fromEntries(
    format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]),
  );
  return `${found.year}-${found.month}-${found.day}T${found.hour}:${found.minute}`;
}

/**
 * The instant at which a clock in `zone` shows `wall`; null for what is no time. Of a time that a clock shows twice
 * (or never), the one that the zone's earlier offset gives.
 */
export function fromWall(wall: string, zone: string): string | null {
  const asIfUtc = Date.parse(`${wall}:00Z`);
  if (Number.isNaN(asIfUtc)) return null;
  let at = asIfUtc;
  // The zone's offset is only known at an instant: two steps are enough, offsets change by hours and not by days.
  for (let step = 0; step < 2; step += 1) {
    at += asIfUtc - Date.parse(`${toWall(new Date(at).toISOString(), zone)}:00Z`);
  }
  return new Date(at).toISOString();
}
