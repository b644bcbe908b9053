import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  type Icon,
  IconAdjustments,
  IconArrowsShuffle,
  IconBolt,
  IconCalendarTime,
  IconCalendarUser,
  IconCategory,
  IconCertificate,
  IconChecklist,
  IconDatabaseExport,
  IconFlask,
  IconGauge,
  IconGridDots,
  IconHeartbeat,
  IconHistory,
  IconHistoryToggle,
  IconHourglass,
  IconLock,
  IconMail,
  IconMailForward,
  IconMailOff,
  IconMapPin,
  IconRoute,
  IconShieldX,
  IconSnowflake,
  IconStack2,
  IconTemplate,
  IconTextRecognition,
  IconUserCheck,
  IconUserShield,
  IconUsers,
  IconUsersGroup,
  IconWebhook,
} from '@tabler/icons-react';

export interface MenuEntry {
  to: string;
  label: MessageDescriptor;
  /** What it is for, in one line. */
  text: MessageDescriptor;
  /** Further words it is found by. */
  words: MessageDescriptor;
  icon: Icon;
  permission: string;
}

export interface MenuGroup {
  label: MessageDescriptor;
  entries: MenuEntry[];
}

const SETTINGS = 'settings.manage';
const OPS = 'ops.manage';
const CHANGES = 'changes.manage';

export const ADMIN_MENU: MenuGroup[] = [
  {
    label: msg`People`,
    entries: [
      {
        to: '/admin/users',
        label: msg`Users`,
        text: msg`Who may sign in, and what they may do`,
        words: msg`accounts roles invite password VIP deactivate`,
        icon: IconUsers,
        permission: 'users.manage',
      },
      {
        to: '/admin/roles',
        label: msg`Roles`,
        text: msg`What each role may do`,
        words: msg`permissions rights access location isolation`,
        icon: IconUserShield,
        permission: 'roles.manage',
      },
      {
        to: '/admin/teams',
        label: msg`Teams`,
        text: msg`Who works together, who is away, who can take tickets`,
        words: msg`members leads capacity presence agents on call`,
        icon: IconUsersGroup,
        permission: 'teams.manage',
      },
      {
        to: '/admin/schedule',
        label: msg`Shifts and workload`,
        text: msg`Who works when, who is on leave, who has how much`,
        words: msg`schedule week hours leave vacation capacity load present`,
        icon: IconCalendarUser,
        permission: 'teams.manage',
      },
      {
        to: '/admin/handovers',
        label: msg`Handovers`,
        text: msg`Open tickets of people who left or are on leave`,
        words: msg`reassign re-route deactivated leave undo`,
        icon: IconArrowsShuffle,
        permission: 'tickets.bulk',
      },
      {
        to: '/admin/sign-in',
        label: msg`Sign-in`,
        text: msg`Second step, sessions, and how people get in`,
        words: msg`TOTP authenticator MFA 2FA password security single sign-on`,
        icon: IconLock,
        permission: SETTINGS,
      },
      {
        to: '/admin/skills',
        label: msg`Skills`,
        text: msg`What people know, for rules to ask for`,
        words: msg`abilities knowledge`,
        icon: IconCertificate,
        permission: 'teams.manage',
      },
    ],
  },
  {
    label: msg`Service`,
    entries: [
      {
        to: '/admin/categories',
        label: msg`Categories`,
        text: msg`What requests are about`,
        words: msg`subcategories tree`,
        icon: IconCategory,
        permission: SETTINGS,
      },
      {
        to: '/admin/locations',
        label: msg`Locations`,
        text: msg`Places of work with their time zone and calendar`,
        words: msg`sites zones offices`,
        icon: IconMapPin,
        permission: SETTINGS,
      },
      {
        to: '/admin/resolution-categories',
        label: msg`Resolution categories`,
        text: msg`The ways in which tickets are solved`,
        words: msg`solved resolved reasons`,
        icon: IconChecklist,
        permission: SETTINGS,
      },
      {
        to: '/queue/macros',
        label: msg`Replies and macros`,
        text: msg`What the desk says again and again, and what goes with it`,
        words: msg`canned response templates texts placeholders`,
        icon: IconBolt,
        permission: 'macros.manage',
      },
      {
        to: '/admin/calendars',
        label: msg`Calendars`,
        text: msg`Working hours, holidays and half days`,
        words: msg`business hours exceptions year`,
        icon: IconCalendarTime,
        permission: SETTINGS,
      },
      {
        to: '/admin/sla',
        label: msg`SLA policies`,
        text: msg`How soon tickets are answered and solved`,
        words: msg`targets due dates response resolution warnings`,
        icon: IconHourglass,
        permission: SETTINGS,
      },
      {
        to: '/admin/mails',
        label: msg`Mails`,
        text: msg`What the desk writes, in your own words`,
        words: msg`email templates wording subject texts languages preview`,
        icon: IconMail,
        permission: SETTINGS,
      },
      {
        to: '/admin/settings',
        label: msg`Settings`,
        text: msg`Limits and switches of the desk`,
        words: msg`attachments auto close reminders duplicates triage language`,
        icon: IconAdjustments,
        permission: SETTINGS,
      },
    ],
  },
  {
    label: msg`Rules`,
    entries: [
      {
        to: '/admin/classification',
        label: msg`Classification`,
        text: msg`Which words make a ticket urgent`,
        words: msg`keywords priority terms test`,
        icon: IconTextRecognition,
        permission: SETTINGS,
      },
      {
        to: '/admin/matrix',
        label: msg`Impact × urgency matrix`,
        text: msg`The priority where no rule holds`,
        words: msg`grid priority`,
        icon: IconGridDots,
        permission: SETTINGS,
      },
      {
        to: '/admin/routing',
        label: msg`Routing`,
        text: msg`Which team gets a ticket, and who of it`,
        words: msg`assignment teams watchers test`,
        icon: IconRoute,
        permission: SETTINGS,
      },
      {
        to: '/admin/lab',
        label: msg`Rule lab`,
        text: msg`What a change would have done, before it goes live`,
        words: msg`drafts simulate backtest what if try activate schedule`,
        icon: IconFlask,
        permission: SETTINGS,
      },
      {
        to: '/admin/versions',
        label: msg`Versions`,
        text: msg`Who changed which rule, why, and back again`,
        words: msg`history differences roll back restore`,
        icon: IconHistoryToggle,
        permission: SETTINGS,
      },
    ],
  },
  {
    label: msg`Changes`,
    entries: [
      {
        to: '/admin/change-templates',
        label: msg`Change templates`,
        text: msg`What is done again and again, and may approve itself`,
        words: msg`standard pre-approved`,
        icon: IconTemplate,
        permission: CHANGES,
      },
      {
        to: '/admin/change-risk',
        label: msg`Risk questions`,
        text: msg`Which answers make a change risky`,
        words: msg`questionnaire score points level`,
        icon: IconGauge,
        permission: CHANGES,
      },
      {
        to: '/admin/change-approvals',
        label: msg`Who approves changes`,
        text: msg`The steps of approval, by type and risk`,
        words: msg`board CAB rules quorum emergency`,
        icon: IconUserCheck,
        permission: CHANGES,
      },
      {
        to: '/admin/change-freezes',
        label: msg`Freezes`,
        text: msg`Times in which changes are unwelcome`,
        words: msg`freeze windows blackout month end block approval`,
        icon: IconSnowflake,
        permission: CHANGES,
      },
    ],
  },
  {
    label: msg`System`,
    entries: [
      {
        to: '/admin/outbox',
        label: msg`Outbox`,
        text: msg`Every mail the desk has sent or will send`,
        words: msg`email deliveries resend failed`,
        icon: IconMailForward,
        permission: OPS,
      },
      {
        to: '/admin/suppressions',
        label: msg`Suppressed addresses`,
        text: msg`Where no mail goes, and why`,
        words: msg`bounce bounced hard bounces spam complaint unsubscribe blocklist email`,
        icon: IconMailOff,
        permission: OPS,
      },
      {
        to: '/admin/webhooks',
        label: msg`Webhooks`,
        text: msg`Other systems that are told what happens`,
        words: msg`integration API HTTP callback signature secret Slack Teams`,
        icon: IconWebhook,
        permission: SETTINGS,
      },
      {
        to: '/admin/reporting',
        label: msg`Power BI and data feed`,
        text: msg`Tables for reports of your own, and who reads them`,
        words: msg`PBIDS star schema export database login CSV JSON warehouse BI`,
        icon: IconDatabaseExport,
        permission: SETTINGS,
      },
      {
        to: '/admin/quarantine',
        label: msg`Quarantine`,
        text: msg`Files that are held back, and the virus scanner`,
        words: msg`infected malware antivirus ClamAV attachments release unscanned`,
        icon: IconShieldX,
        permission: OPS,
      },
      {
        to: '/admin/jobs',
        label: msg`Jobs`,
        text: msg`Background work that waits, runs or was set aside`,
        words: msg`queue parked retry`,
        icon: IconStack2,
        permission: OPS,
      },
      {
        to: '/admin/audit',
        label: msg`Audit`,
        text: msg`Who changed what, and when`,
        words: msg`history trail export CSV log`,
        icon: IconHistory,
        permission: 'audit.read',
      },
      {
        to: '/admin/health',
        label: msg`Health`,
        text: msg`How the parts of the desk are doing`,
        words: msg`status database workers sockets mail`,
        icon: IconHeartbeat,
        permission: OPS,
      },
    ],
  },
];

/** What a person may open, and of that what the words fit; groups left empty go. */
export function findInMenu(
  groups: MenuGroup[],
  query: string,
  may: (permission: string) => boolean,
  say: (message: MessageDescriptor) => string,
): MenuGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (group: MenuGroup, entry: MenuEntry) => {
    const text = [group.label, entry.label, entry.text, entry.words].map(say).join(' ').toLowerCase();
    return may(entry.permission) && words.every((word) => text.includes(word));
  };
  return groups
    .map((group) => ({ ...group, entries: group.entries.filter((entry) => fits(group, entry)) }))
    .filter((group) => group.entries.length > 0);
}
