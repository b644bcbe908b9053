import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useMe } from '@/api/auth';
import { can } from '@/lib/permissions';
import classes from './DeskNav.module.css';
import { DESK_NAV } from './nav';

/** What the role may open; in a rail the words hide and stay as tooltips. */
export function DeskNav({ onPick }: { onPick?: () => void }) {
  const { t } = useLingui();
  const me = useMe();
  const items = DESK_NAV.filter((item) => !item.permission || can(me, item.permission));
  return (
    <nav aria-label={t`Main`} className={classes.nav}>
      {items.map(({ to, label, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          className={classes.link ?? ''}
          title={t(label)}
          {...(onPick ? { onClick: onPick } : {})}
        >
          <Icon size={20} stroke={1.7} aria-hidden className={classes.icon} />
          <span className={classes.label}>{t(label)}</span>
        </Link>
      ))}
    </nav>
  );
}
