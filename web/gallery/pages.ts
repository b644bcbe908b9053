/** Who looks at what; `guest` is nobody signed in. A path that ends in `/*` is the first thing of that list. */
export const PAGES: Record<string, string[]> = {
  guest: ['/login', '/forgot', '/no-such-page'],
  'user.ph': [
    '/',
    '/new?type=incident',
    '/tickets',
    '/tickets?tab=done',
    '/tickets/*',
    '/kb',
    '/status',
    '/me',
    '/no-such-page',
  ],
  'agent.ph': [
    '/queue',
    '/queue/*',
    '/queue/macros',
    '/queue/bulk',
    '/board?view=open',
    '/notifications',
    '/dashboard',
    '/kb',
    '/kb/manage',
    '/assets',
    '/assets/*',
    '/changes',
    '/changes/*',
    '/approvals',
    '/status',
    '/tickets',
    '/new',
    '/me',
    '/forbidden',
  ],
  'manager.ph': [
    '/queue',
    '/queue/*',
    '/board?view=open&lanes=team',
    '/team',
    '/changes/calendar',
    '/dashboard',
    '/dashboard?page=overview',
    '/assets',
    '/changes',
    '/status',
    '/admin',
    '/admin/teams',
  ],
  admin: [
    '/admin',
    '/admin/users',
    '/admin/roles',
    '/admin/teams',
    '/admin/schedule',
    '/admin/handovers',
    '/admin/skills',
    '/admin/locations',
    '/admin/resolution-categories',
    '/admin/matrix',
    '/admin/versions',
    '/admin/change-templates',
    '/admin/change-risk',
    '/admin/change-approvals',
    '/admin/change-freezes',
    '/admin/webhooks',
    '/admin/categories',
    '/admin/sla',
    '/admin/calendars',
    '/admin/routing',
    '/admin/classification',
    '/admin/lab',
    '/admin/settings',
    '/admin/sign-in',
    '/admin/outbox',
    '/admin/jobs',
    '/admin/health',
    '/admin/audit',
    '/admin/quarantine',
    '/status',
  ],
};

export const WIDTHS = { 390: 844, 834: 1112, 1366: 860 } as const;
export const SCHEMES = ['light', 'dark'] as const;
export const FOLDER = 'gallery-out';

/** What was found about one picture. */
export interface Entry {
  file: string;
  role: string;
  path: string;
  width: number;
  scheme: string;
  violations: string[];
  /** Pixels the page is wider than its window. */
  sideways: number;
}
