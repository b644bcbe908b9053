// Weigh what a first visit loads: the closure of static imports in Vite's manifest, gzip level 9, 1 kB = 1000 B.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const DIST = new URL('../dist/', import.meta.url);
const BUDGETS = [
  { name: 'entry', entry: 'index.html', js: 160, css: 45 },
  { name: 'sign-in', page: 'features/auth/pages/LoginPage', js: 185, css: 45 },
  { name: 'portal home', page: 'features/portal/pages/HomePage', shell: 'PortalShell', js: 185, css: 45 },
  { name: 'new ticket', page: 'features/portal/pages/NewTicketPage', shell: 'PortalShell', js: 185, css: 45 },
  { name: 'my tickets', page: 'features/portal/pages/TicketsPage', shell: 'PortalShell', js: 185, css: 45 },
  { name: 'own ticket', page: 'features/portal/pages/TicketPage', shell: 'PortalShell', js: 185, css: 45 },
  { name: 'help', page: 'features/knowledge/pages/KnowledgePage', shell: 'PortalShell', js: 185, css: 45 },
  { name: 'article', page: 'features/knowledge/pages/ArticlePage', shell: 'PortalShell', js: 185, css: 45 },
  { name: 'queue', page: 'features/tickets/pages/QueuePage', shell: 'DeskShell', js: 220, css: 47 },
  { name: 'ticket', page: 'features/tickets/pages/DeskTicketPage', shell: 'DeskShell', js: 220, css: 47 },
  {
    name: 'dashboard',
    page: 'features/dashboards/pages/DashboardPage',
    shell: 'DeskShell',
    js: 260,
    css: 47,
  },
  ...[
    'home/AdminHomePage',
    'users/UsersPage',
    'sla/SlaPage',
    'calendars/CalendarPage',
    'routing/RoutingPage',
  ].map((page) => ({
    name: `admin ${page.split('/')[0]}`,
    page: `features/admin/${page}`,
    shell: 'DeskShell',
    frame: 'admin/frame/AdminLayout',
    js: 260,
    css: 47,
  })),
];

const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', DIST), 'utf8'));
const sizes = new Map();

function weigh(file) {
  if (!sizes.has(file))
    sizes.set(file, gzipSync(readFileSync(new URL(file, DIST)), { level: 9 }).length / 1000);
  return sizes.get(file);
}

function keyOf(part) {
  const key = Object.keys(manifest).find((one) => one.includes(part));
  if (!key) throw new Error(`the build has no ${part}`);
  return key;
}

function closure(keys) {
  const seen = new Set();
  const open = [...keys];
  while (open.length > 0) {
    const key = open.pop();
    if (seen.has(key)) continue;
    seen.add(key);
    open.push(...(manifest[key].imports ?? []));
  }
  return [...seen].map((key) => manifest[key]);
}

function measure({ entry, page, shell, frame }) {
  const keys = [
    'index.html',
    ...(shell ? [keyOf('shells/Shell.tsx'), keyOf(`${shell}.tsx`)] : []),
    ...(frame ? [keyOf(frame)] : []),
    entry ?? keyOf(page),
  ];
  const chunks = closure(keys);
  const styles = new Set(chunks.flatMap((chunk) => chunk.css ?? []));
  const js = chunks.reduce((sum, chunk) => sum + weigh(chunk.file), 0);
  return {
    js,
    css: [...styles].reduce((sum, file) => sum + weigh(file), 0),
    requests: chunks.length + styles.size,
  };
}

/** Another language is one file more, fetched beside the page. */
const CATALOGUE_KB = 15;

let over = 0;
for (const [key, { file }] of Object.entries(manifest).filter(([name]) => name.endsWith('messages.po'))) {
  const js = weigh(file);
  if (js > CATALOGUE_KB) over += 1;
  const language = key.split('/').at(-2) ?? '';
  console.log(
    `${js > CATALOGUE_KB ? 'OVER' : 'ok  '} ${language.padEnd(15)} JS ${js.toFixed(1)} of ${CATALOGUE_KB} kB`,
  );
}

for (const budget of BUDGETS) {
  const { js, css, requests } = measure(budget);
  const fits = js <= budget.js && css <= budget.css;
  if (!fits) over += 1;
  const figures = `JS ${js.toFixed(1)} of ${budget.js} kB, CSS ${css.toFixed(1)} of ${budget.css} kB, ${requests} files`;
  console.log(`${fits ? 'ok  ' : 'OVER'} ${budget.name.padEnd(15)} ${figures}`);
}
process.exitCode = over > 0 ? 1 : 0;
