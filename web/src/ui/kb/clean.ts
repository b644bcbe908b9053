import DOMPurify from 'dompurify';

const TAGS =
  'a blockquote br code dd del dl dt em h2 h3 h4 h5 h6 hr img kbd li ol p pre s strong sub sup table tbody td th thead tr ul aside'.split(
    ' ',
  );
const ATTRIBUTES = ['href', 'title', 'alt', 'data-file', 'data-callout', 'id', 'start', 'align', 'rel'];

export interface Words {
  table: string;
  copy: string;
  callouts: Record<string, string>;
}

/**
 * The server has cleaned this when it was saved; here it is cleaned again, because one net may have a hole.
 * Then wide things get a box to scroll in, code a button to copy it, callouts their name.
 */
export function prepare(html: string, words: Words): string {
  const body = DOMPurify.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    // Not addresses: they need not look like one.
    ADD_URI_SAFE_ATTR: ['data-file', 'data-callout', 'start', 'align', 'rel'],
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|\/(?!\/)|#)/i,
    RETURN_DOM: true,
  }) as unknown as HTMLElement;
  for (const table of body.querySelectorAll('table')) box(table, words.table);
  for (const code of body.querySelectorAll('pre')) addCopy(code, words.copy);
  for (const aside of body.querySelectorAll<HTMLElement>('aside[data-callout]')) {
    const name = words.callouts[aside.dataset.callout ?? ''];
    if (!name) continue;
    const label = document.createElement('strong');
    label.textContent = name;
    label.dataset.label = '';
    aside.setAttribute('role', 'note');
    aside.prepend(label);
  }
  for (const link of body.querySelectorAll('a[href^="http"]')) {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer');
  }
  return body.innerHTML;
}

function box(inner: HTMLElement, label: string): void {
  const outer = document.createElement('div');
  outer.dataset.scroll = '';
  outer.tabIndex = 0;
  outer.setAttribute('role', 'region');
  outer.setAttribute('aria-label', label);
  inner.replaceWith(outer);
  outer.append(inner);
}

function addCopy(code: HTMLElement, label: string): void {
  const frame = document.createElement('div');
  frame.dataset.code = '';
  code.tabIndex = 0;
  code.replaceWith(frame);
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.copy = '';
  button.textContent = label;
  frame.append(code, button);
}
