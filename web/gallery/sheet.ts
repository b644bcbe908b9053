import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type Entry, FOLDER } from './pages';

const escaped = (text: string) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

const figure = (entry: Entry) => `<figure data-width="${entry.width}">
  <a href="${entry.file}"><img loading="lazy" src="${entry.file}" alt=""></a>
  <figcaption>${entry.width} ${entry.scheme}${entry.sideways > 0 ? ` <b>${entry.sideways} px too wide</b>` : ''}
  ${entry.violations.map((one) => `<b>${escaped(one)}</b>`).join('<br>')}</figcaption></figure>`;

/** One page with every picture, and what was found on it. */
export default function writeSheet(): void {
  const source = `${FOLDER}/entries.jsonl`;
  if (!existsSync(source)) return;
  const lines = readFileSync(source, 'utf8').trim().split('\n');
  // A page that was looked at twice counts as it was the last time.
  const entries = new Map(lines.map((line) => [JSON.parse(line).file as string, JSON.parse(line) as Entry]));
  const groups = new Map<string, Entry[]>();
  for (const entry of entries.values()) {
    const key = `${entry.role} ${entry.path}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  const faults = [...entries.values()].filter(
    ({ violations, sideways }) => violations.length > 0 || sideways > 0,
  );
  const sections = [...groups].map(
    ([key, list]) => `<section><h2>${escaped(key)}</h2><div>${list.map(figure).join('')}</div></section>`,
  );
  writeFileSync(
    `${FOLDER}/index.html`,
    `<!doctype html><meta charset="utf-8"><title>Gallery</title>
<style>body{font:14px sans-serif;margin:24px}div{display:flex;gap:12px;overflow-x:auto}figure{margin:0}
img{height:420px;border:1px solid #ccc}b{color:#b00}</style>
<h1>${entries.size} pictures, ${faults.length} with something to mend</h1>${sections.join('')}`,
  );
  process.stdout.write(
    `${entries.size} pictures, ${faults.length} with something to mend: web/${FOLDER}/index.html\n`,
  );
}
