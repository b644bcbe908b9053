// Which modules draw what a requester sees: everything reachable from their pages, by static and by lazy imports.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** Where a requester's screens begin; a folder stands for the pages in it. */
const ENTRIES = [
  'app/RootLayout.tsx',
  'app/errors',
  'app/shells/PortalShell.tsx',
  'app/shells/Shell.tsx',
  'features/auth/pages',
  'features/knowledge/pages/ArticlePage.tsx',
  'features/knowledge/pages/KnowledgePage.tsx',
  'features/portal/pages',
  'features/profile/pages',
  'features/status/pages',
  'lib',
];

/** Reached from shared parts, but shown to staff alone: these stay English. */
const STAFF_ONLY = [
  /^features\/(admin|dashboards|tickets)\//,
  /^features\/knowledge\/components\/(ArticleDesk|Moves|ShelfArticles)\.tsx$/,
  /^features\/profile\/components\/Leave/,
  /^ui\/(leave|table)\//,
  /^app\/shells\/Desk/,
];

const IMPORT =
  /(?:import|export)\s+(?!type\s)(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Every file of the requester's screens, relative to `src`, sorted. */
export function requesterFiles(): string[] {
  const seen = new Set<string>();
  const open = ENTRIES.flatMap(filesOf);
  while (open.length > 0) {
    const file = open.pop() ?? '';
    const name = relative(SRC, file);
    if (seen.has(name) || STAFF_ONLY.some((part) => part.test(name))) continue;
    seen.add(name);
    open.push(...importsOf(file));
  }
  return [...seen].sort();
}

function filesOf(entry: string): string[] {
  const path = join(SRC, entry);
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name))
    .map((name) => join(path, name));
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(IMPORT)].flatMap((hit) => resolve(file, hit[1] ?? hit[2] ?? '') ?? []);
}

function resolve(from: string, name: string): string | undefined {
  const base = name.startsWith('@/')
    ? join(SRC, name.slice(2))
    : name.startsWith('.')
      ? join(dirname(from), name)
      : '';
  if (!base) return undefined;
  return [base, `${base}.ts`, `${base}.tsx`, join(base, 'index.ts'), join(base, 'index.tsx')].find(
    (path) => existsSync(path) && /\.tsx?$/.test(path),
  );
}
