const STYLE_ATTRIBUTE = /\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;

const ENTITIES: Record<string, string> = {
  quot: '"',
  '#34': '"',
  '#39': "'",
  apos: "'",
  amp: '&',
  lt: '<',
  gt: '>',
};

const decoded = (text: string) =>
  text.replace(/&(quot|#34|#39|apos|amp|lt|gt);/g, (_, name: string) => ENTITIES[name] ?? '');

/**
 * Mails carry their looks in style attributes, which the page's content policy forbids in the frame
 * too. Each becomes a class in one style element with the page's nonce. It is done on the text: a
 * parsed document would already break the policy. What is missed only looks plainer; the frame's
 * sandbox is what makes it safe.
 */
export function framedMail(html: string, nonce: string | undefined): string {
  const rules = new Map<string, string>();
  const classed = html.replace(/<[a-z][^<>]*>/gi, (tag) => withClass(tag, rules));
  const known = nonce ? ` nonce="${nonce}"` : '';
  const sheet = [...rules].map(([css, name]) => `.${name}{${css.replaceAll('<', '')}}`).join('');
  return `${classed.replace(/<style\b/gi, `<style${known}`)}<style${known}>${sheet}</style>`;
}

function withClass(tag: string, rules: Map<string, string>): string {
  let name = '';
  const bare = tag.replace(STYLE_ATTRIBUTE, (_, double?: string, single?: string) => {
    const css = decoded(double ?? single ?? '');
    name = rules.get(css) ?? `m${rules.size}`;
    rules.set(css, name);
    return '';
  });
  if (!name) return tag;
  const own = /\sclass\s*=\s*"([^"]*)"/i;
  return own.test(bare)
    ? bare.replace(own, ` class="$1 ${name}"`)
    : bare.replace(/^<[a-z0-9]+/i, `$& class="${name}"`);
}
