import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Burger, UnstyledButton } from '@mantine/core';
import {
  IconCirclePlus,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconSearch,
} from '@tabler/icons-react';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { keyCaps } from '@/lib/hotkeys';
import { showOverlay, useOverlays } from '@/lib/overlays';
import { useOnceWanted } from '@/ui/first-use';
import { Logo } from '@/ui/Logo';
import { BlockLink, ButtonLink } from '@/ui/links';
import { Banners } from './Banners';
import { ConnectionPill } from './ConnectionPill';
import { DeskNav } from './DeskNav';
import classes from './DeskShell.module.css';
import { LateBell } from './LateBell';
import { DESK_HOME } from './nav';
import { UserMenu } from './UserMenu';

const NavDrawer = lazy(() => import('./NavDrawer'));
const RAIL_KEY = 'itsm-nav-rail';

/** For the desk: navigation at the side (rail on tablets, drawer on phones), search and create on top. */
export default function DeskShell() {
  const { t } = useLingui();
  const drawer = useOverlays((state) => state.nav);
  const drawerUsed = useOnceWanted(drawer);
  const [rail, setRail] = useState(() => localStorage.getItem(RAIL_KEY) === '1');
  const toggleRail = () => {
    localStorage.setItem(RAIL_KEY, rail ? '0' : '1');
    setRail(!rail);
  };
  const railLabel = rail ? t`Widen the navigation` : t`Collapse the navigation`;
  return (
    <div className={classes.shell} data-rail={rail || undefined} data-shell="desk">
      <a className="skip-link" href="#main">
        <Trans>Skip to content</Trans>
      </a>
      <aside className={classes.side}>
        <BlockLink to={DESK_HOME} className={classes.brand} aria-label={t`IT Support, queue`}>
          <Logo />
        </BlockLink>
        <DeskNav />
        <ActionIcon
          className={classes.collapse}
          size="lg"
          onClick={toggleRail}
          aria-label={railLabel}
          title={railLabel}
        >
          {rail ? <IconLayoutSidebarLeftExpand size={20} /> : <IconLayoutSidebarLeftCollapse size={20} />}
        </ActionIcon>
      </aside>
      <Suspense>{drawerUsed && <NavDrawer />}</Suspense>
      <div className={classes.column}>
        <header className={classes.header}>
          <Burger
            hiddenFrom="sm"
            size="sm"
            opened={drawer}
            onClick={() => showOverlay('nav', !drawer)}
            aria-label={t`Navigation`}
          />
          <SearchButton />
          <div className={classes.tools}>
            <ConnectionPill />
            <ButtonLink to="/new" size="sm" px={9} hiddenFrom="sm" aria-label={t`New ticket`}>
              <IconCirclePlus size={18} />
            </ButtonLink>
            <ButtonLink to="/new" size="sm" leftSection={<IconCirclePlus size={18} />} visibleFrom="sm">
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
      </div>
    </div>
  );
}

function SearchButton() {
  const { t } = useLingui();
  return (
    <UnstyledButton
      className={classes.search}
      onClick={() => showOverlay('palette')}
      aria-label={t`Search and commands`}
    >
      <IconSearch size={17} aria-hidden />
      <span className={classes.searchText}>
        <Trans>Search or do anything</Trans>
      </span>
      <kbd className={classes.caps}>{keyCaps('mod+k').join(' ')}</kbd>
    </UnstyledButton>
  );
}
