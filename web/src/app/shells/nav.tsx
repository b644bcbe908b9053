import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  type Icon,
  IconBook2,
  IconChartBar,
  IconChecks,
  IconCirclePlus,
  IconDevices,
  IconHeartbeat,
  IconHome,
  IconInbox,
  IconListDetails,
  IconReplace,
  IconSettings,
  IconTicket,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';

/** Addresses of the navigation; the router checks them against its routes. */
export type LinkTarget = NonNullable<LinkProps['to']>;

export interface NavItem {
  to: LinkTarget;
  label: MessageDescriptor;
  icon: Icon;
  /** Second key after `g`. */
  key?: string;
  permission?: string;
  /** Not among the tabs of a phone, where five find room. */
  wide?: boolean;
}

export const PORTAL_NAV: NavItem[] = [
  { to: '/', label: msg`Home`, icon: IconHome, key: 'h' },
  { to: '/tickets', label: msg`My tickets`, icon: IconTicket, key: 't' },
  { to: '/kb' as LinkTarget, label: msg`Help`, icon: IconBook2, key: 'k' },
  { to: '/status' as LinkTarget, label: msg`Service status`, icon: IconHeartbeat, key: 's', wide: true },
  { to: '/new', label: msg`New ticket`, icon: IconCirclePlus },
  { to: '/me', label: msg`Profile`, icon: IconUser, key: 'm' },
];

export const DESK_HOME = '/queue' as LinkTarget;

export const DESK_NAV: NavItem[] = [
  { to: '/queue' as LinkTarget, label: msg`Queue`, icon: IconInbox, key: 'q', permission: 'tickets.work' },
  {
    to: '/team' as LinkTarget,
    label: msg`Team`,
    icon: IconUsersGroup,
    key: 'e',
    permission: 'tickets.bulk',
  },
  {
    to: '/dashboard' as LinkTarget,
    label: msg`Dashboard`,
    icon: IconChartBar,
    key: 'd',
    permission: 'dashboards.read',
  },
  { to: '/assets' as LinkTarget, label: msg`Assets`, icon: IconDevices, key: 'a', permission: 'assets.read' },
  {
    to: '/changes' as LinkTarget,
    label: msg`Changes`,
    icon: IconReplace,
    key: 'c',
    permission: 'changes.write',
  },
  { to: '/approvals' as LinkTarget, label: msg`Approvals`, icon: IconChecks, key: 'p' },
  { to: '/kb' as LinkTarget, label: msg`Knowledge base`, icon: IconBook2, key: 'k' },
  { to: '/status' as LinkTarget, label: msg`Service status`, icon: IconHeartbeat, key: 's' },
  { to: '/tickets', label: msg`My own tickets`, icon: IconListDetails, key: 't' },
  {
    to: '/admin' as LinkTarget,
    label: msg`Admin`,
    icon: IconSettings,
    key: 'x',
    permission: 'teams.manage',
  },
];
