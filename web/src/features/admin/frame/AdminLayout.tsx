import { useLingui } from '@lingui/react/macro';
import { Outlet, useLocation } from '@tanstack/react-router';
import classes from './AdminLayout.module.css';
import { AdminMenu } from './AdminMenu';
import { useAdminCommands } from './use-admin-commands';

/** The menu stays beside every page on wide screens; on others the start page is the way around. */
export function AdminLayout() {
  const { t } = useLingui();
  const { pathname } = useLocation();
  useAdminCommands();
  const isMenu = /^\/admin\/?$/.test(pathname);
  return (
    <div className={classes.layout}>
      {!isMenu && (
        <nav className={classes.menu} aria-label={t`Administration`}>
          <AdminMenu look="list" />
        </nav>
      )}
      <div className={classes.content}>
        <Outlet />
      </div>
    </div>
  );
}
