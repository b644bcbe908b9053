import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { viewsQuery } from '@/api/queue';
import { VIEW_NAMES, type ViewName } from '@/lib/queue-search';
import { VIEW_LABELS } from '../../labels';
import classes from './Queue.module.css';

interface Props {
  active: ViewName;
  saved: string | undefined;
  /** The counts wait until the list itself is there. */
  ready: boolean;
  children: ReactNode;
}

/** Built-in and saved views with their counts, which come in one answer. */
export function ViewTabs({ active, saved, ready, children }: Props) {
  const { t } = useLingui();
  const { data } = useQuery({ ...viewsQuery(), enabled: ready });
  const counts = new Map(data?.counts.map((entry) => [entry.key, entry]));
  const tabs = [
    ...VIEW_NAMES.map((view) => ({ key: view, name: t(VIEW_LABELS[view]), search: { view } })),
    ...(data?.items ?? []).map(({ id, name }) => ({ key: id, name, search: { saved: id } })),
  ];
  return (
    <nav className={classes.views} aria-label={t`Views`}>
      {tabs.map(({ key, name, search }) => {
        const count = counts.get(key);
        return (
          <Link
            key={key}
            to="/queue"
            search={search}
            className={classes.view ?? ''}
            activeProps={{}}
            aria-current={key === (saved ?? active) ? 'page' : undefined}
          >
            {name}{' '}
            {count && (
              <span
                className={`numeric ${classes.count}`}
                data-tone={key === 'breaching' && count.count > 0 ? 'breach' : undefined}
              >
                {count.count}
                {count.is_more ? '+' : ''}
              </span>
            )}
          </Link>
        );
      })}
      <span className={classes.viewMenu}>{children}</span>
    </nav>
  );
}
