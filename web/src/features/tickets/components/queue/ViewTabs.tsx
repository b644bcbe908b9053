import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { countsQuery, type ViewCount } from '@/api/queue';
import { VIEW_NAMES, type ViewName } from '@/lib/queue-search';
import { VIEW_LABELS } from '../../labels';
import { COUNTED_VIEWS, viewFilters } from '../../search';
import classes from './Queue.module.css';

const COUNTED = Object.fromEntries(COUNTED_VIEWS.map((name) => [name, viewFilters(name)]));

interface Props {
  active: ViewName;
  /** The counts wait until the list itself is there. */
  ready: boolean;
}

export function ViewTabs({ active, ready }: Props) {
  const { t } = useLingui();
  const { data: counts } = useQuery({ ...countsQuery(COUNTED), enabled: ready });
  return (
    <nav className={classes.views} aria-label={t`Views`}>
      {VIEW_NAMES.map((name) => (
        <Link
          key={name}
          to="/queue"
          search={{ view: name }}
          className={classes.view ?? ''}
          activeProps={{}}
          aria-current={name === active ? 'page' : undefined}
        >
          {t(VIEW_LABELS[name])} <Count name={name} count={counts?.[name]} />
        </Link>
      ))}
    </nav>
  );
}

function Count({ name, count }: { name: ViewName; count: ViewCount | undefined }) {
  if (!count) return null;
  const alarming = name === 'breaching' && count.count > 0;
  return (
    <span className={`numeric ${classes.count}`} data-tone={alarming ? 'breach' : undefined}>
      {count.count}
      {count.isEstimate ? '+' : ''}
    </span>
  );
}
