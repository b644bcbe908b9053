import { firstUse } from '@/ui/first-use';
import { BlockLink } from '@/ui/links';
import classes from './Bell.module.css';
import { BellFace, BellIcon, useBellCount } from './BellFace';

const Panel = firstUse<object>(
  () => import('./BellPanel'),
  ({ press }) => <BellFace {...press} />,
);

/** In the bar on top: opens the news beside it, on phones the inbox. */
export function Bell() {
  const { count, short, label } = useBellCount();
  return (
    <>
      <span className={classes.wide}>
        <Panel />
      </span>
      <span className={classes.narrow}>
        <BlockLink to={'/notifications' as never} className={classes.bell} aria-label={label}>
          <BellIcon count={count} short={short} />
        </BlockLink>
      </span>
    </>
  );
}
