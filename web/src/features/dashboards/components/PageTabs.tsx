import { useLingui } from '@lingui/react/macro';
import type { DashboardPageRef } from '@/api/dashboard-types';
import { TextLink } from '@/ui/links';
import { pageLabel } from '../labels';
import type { DashboardSearch } from '../model';
import classes from './Dashboard.module.css';

interface Props {
  pages: DashboardPageRef[];
  current: string;
  search: DashboardSearch;
}

/** The dashboards one may open; the slice comes along. */
export function PageTabs({ pages, current, search }: Props) {
  const { t } = useLingui();
  if (pages.length < 2) return null;
  return (
    <nav className={classes.tabs} aria-label={t`Dashboards`}>
      {pages.map((page) => (
        <TextLink
          key={page.key}
          to="/dashboard"
          search={{ ...search, page: page.key }}
          className={classes.tab}
          underline="never"
          aria-current={page.key === current ? 'page' : undefined}
        >
          {t(pageLabel(page))}
        </TextLink>
      ))}
    </nav>
  );
}
