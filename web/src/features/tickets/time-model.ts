const HOUR = 60;
const DAY_MINUTES = 1_440;

/** Minutes of what people write: `25`, `1:30`, `1h 30`, `1.5h`, `45m`; null for anything else, or more than a day. */
export function minutesFrom(text: string): number | null {
  const said = text.trim().toLowerCase().replace(',', '.');
  const clock = /^(\d{1,2}):([0-5]\d)$/.exec(said);
  const words = /^(?:(\d+(?:\.\d+)?)\s*h)?\s*(?:(\d+)\s*m?(?:in)?)?$/.exec(said);
  const minutes = clock
    ? Number(clock[1]) * HOUR + Number(clock[2])
    : words && said
      ? Math.round(Number(words[1] ?? 0) * HOUR) + Number(words[2] ?? 0)
      : 0;
  return minutes > 0 && minutes <= DAY_MINUTES ? minutes : null;
}
