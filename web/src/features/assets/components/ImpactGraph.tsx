import { useLingui } from '@lingui/react/macro';
import { Paper } from '@mantine/core';
import { useMemo } from 'react';
import type { Impact } from '@/api/assets';
import { BOX, layOut, shorten } from '../graph-model';
import { HARM_LABELS } from '../labels';
import classes from './Impact.module.css';

/** The way of a failure as a picture; the list beside it says the same in words. */
export default function ImpactGraph({ impact }: { impact: Impact }) {
  const { t } = useLingui();
  const picture = useMemo(() => layOut(impact), [impact]);
  const shows = impact.direction === 'suffers';
  return (
    // A scrolling part that the keyboard can reach.
    <Paper
      withBorder
      className={classes.scroll}
      tabIndex={0}
      role="region"
      aria-label={t`Picture of the graph`}
    >
      <svg width={picture.width} height={picture.height} className={classes.graph} aria-hidden="true">
        {picture.ways.map(({ key, path, carries }) => (
          <path key={key} d={path} className={classes.way} data-carries={shows && carries} />
        ))}
        {picture.boxes.map(({ node: { asset, harm, distance }, x, y }) => (
          <g key={asset.id} transform={`translate(${x},${y})`}>
            <title>{asset.name}</title>
            <rect
              width={BOX.width}
              height={BOX.height}
              rx={10}
              className={classes.box}
              data-harm={shows ? harm : undefined}
              data-start={distance === 0}
            />
            <text x={12} y={22} className={classes.name}>
              {shorten(asset.name, 22)}
            </text>
            <text x={12} y={40} className={classes.sub}>
              {shows && distance > 0 ? `${asset.tag} · ${t(HARM_LABELS[harm])}` : asset.tag}
            </text>
          </g>
        ))}
      </svg>
    </Paper>
  );
}
