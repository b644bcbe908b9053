import { Trans, useLingui } from '@lingui/react/macro';
import { Link, Outlet } from '@tanstack/react-router';
import { Logo } from '@/ui/Logo';
import { BlockLink, ButtonLink } from '@/ui/links';
import { Banners } from './Banners';
import { ConnectionPill } from './ConnectionPill';
import { LateBell } from './LateBell';
import { PORTAL_NAV } from './nav';
import classes from './PortalShell.module.css';
import { UserMenu } from './UserMenu';

/** For requesters: a bar on top, tabs at the bottom on phones. */
export default function PortalShell() {
  const { t } = useLingui();
  return (
    <div className={classes.shell} data-shell="portal">
      <a className="skip-link" href="#main">
        <Trans>Skip to content</Trans>
      </a>
      <header className={classes.header}>
        <BlockLink to="/" aria-label={t`IT Support, home`}>
          <Logo />
        </BlockLink>
        <nav className={classes.nav} aria-label={t`Main`}>
          {PORTAL_NAV.filter(({ to }) => to !== '/new' && to !== '/me').map(({ to, label }) => (
            <Link key={to} to={to} className={classes.link ?? ''} activeOptions={{ exact: to === '/' }}>
              {t(label)}
            </Link>
          ))}
        </nav>
        <div className={classes.tools}>
          <ConnectionPill />
          <ButtonLink to="/new" size="sm" className={classes.wideOnly}>
            <Trans>New ticket</Trans>
          </ButtonLink>
          <LateBell />
          <UserMenu />
        </div>
      </header>
      <Banners />
      <main id="main" tabIndex={-1} className={classes.main}>
        <Outlet />
      </main>
      <nav className={classes.tabs} aria-label={t`Main, bottom`}>
        {PORTAL_NAV.filter(({ wide }) => !wide).map(({ to, label, icon: Icon }) => (
          <Link key={to} to={to} className={classes.tab ?? ''} activeOptions={{ exact: to === '/' }}>
            <Icon size={24} stroke={1.7} aria-hidden />
            <span>{t(label)}</span>
          </Link>
        ))}
      </nav>
    </div>
  );
}
