import { useLingui } from '@lingui/react/macro';
import type { AssetLabel } from '@/api/asset-labels';
import classes from './Label.module.css';

/** What is stuck on a thing: a code that leads to its page, and how people know it. Black on white, also in the dark. */
export function Label({ label }: { label: AssetLabel }) {
  const { t } = useLingui();
  const { tag, qr_size: size } = label;
  return (
    <article className={classes.label} aria-label={t`Label of ${tag}`}>
      <svg
        viewBox={`0 0 ${size} ${size}`}
        className={classes.code}
        role="img"
        aria-label={t`QR code of ${tag}`}
      >
        <rect width={size} height={size} fill="#fff" />
        <path d={label.qr_path} fill="#000" shapeRendering="crispEdges" />
      </svg>
      <div className={classes.words}>
        <strong className={classes.tag}>{tag}</strong>
        <span className={classes.name}>{label.name}</span>
        {label.serial && <span className={classes.small}>{t`S/N ${label.serial}`}</span>}
        <span className={classes.small}>Madison88 IT</span>
      </div>
    </article>
  );
}
