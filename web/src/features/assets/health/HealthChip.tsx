import { useLingui } from '@lingui/react/macro';
import { Badge } from '@mantine/core';
import { BAND_COLORS, BAND_LABELS, bandOf } from './bands';

/** A score with its colour; its word is read out. */
export function HealthChip({ score }: { score: number }) {
  const { t } = useLingui();
  const band = bandOf(score);
  const word = t(BAND_LABELS[band]);
  return (
    <Badge
      variant="light"
      color={BAND_COLORS[band]}
      radius="sm"
      className="numeric"
      title={word}
      aria-label={t`Health ${score} of 100: ${word}`}
      role="img"
    >
      {score}
    </Badge>
  );
}
