import { useLingui } from '@lingui/react/macro';
import { Outlet } from '@tanstack/react-router';
import classes from './AdminLayout.module.css';
import { AdminMenu } from './AdminMenu';

/** The menu stays beside every admin page on wide screens; elsewhere the start page is the menu. */
export function AdminLayout() {
  const { t } = useLingui();
  return (
    <div className={classes.layout}>
      <nav className={classes.menu} aria-label={t`Administration`}>
        <AdminMenu look="list" />
      </nav>
      <div className={classes.content}>
        <Outlet />
      </div>
    </div>
  );
}
