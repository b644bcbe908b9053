import { describe, expect, it } from 'vitest';
import { prepare } from '@/ui/kb/clean';
import { foldSame } from './diff-model';
import { applyTool, helpedShare, isAhead, mainMove, readingMinutes, splitWords } from './model';

const WORDS = { table: 'Table', copy: 'Copy', callouts: { note: 'Note' } };

describe('what a reader is shown', () => {
  it.each([
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    '<a href="javascript:alert(1)">a</a>',
    '<a href="//elsewhere.example">a</a>',
    '<svg onload=alert(1)>',
    '<p style="position:fixed" onclick="alert(1)">a</p>',
    '<iframe src="https://elsewhere.example"></iframe>',
  ])('holds nothing that runs: %s', (html) => {
    expect(prepare(html, WORDS)).not.toMatch(/onerror|script|onload|onclick|style=|iframe|elsewhere|src=/);
  });

  it('names callouts, boxes tables, lets code be copied, opens links elsewhere', () => {
    const html = prepare(
      '<aside data-callout="note"><p>a</p></aside><table><tbody><tr><td align="right">1</td></tr></tbody></table>' +
        '<pre><code>x</code></pre><p><a href="https://a.example">a</a></p><img alt="b" data-file="1">',
      WORDS,
    );
    const body = new DOMParser().parseFromString(html, 'text/html').body;
    expect(body.querySelector('aside')?.textContent).toBe('Notea');
    expect(body.querySelector('[data-scroll] > table')).not.toBeNull();
    expect(body.querySelector('[data-code] > button')?.textContent).toBe('Copy');
    expect(body.querySelector('a')?.getAttribute('rel')).toBe('noopener noreferrer');
    expect(body.querySelector('img')?.dataset.file).toBe('1');
    expect(body.querySelector('td')?.getAttribute('align')).toBe('right');
  });
});

describe('facts of an article', () => {
  it('are said only where they say something', () => {
    expect(readingMinutes('<p>short</p>')).toBe(1);
    expect(readingMinutes(`<p>${'word '.repeat(1000)}</p>`)).toBe(5);
    expect(helpedShare({ helpful: 1, unhelpful: 1 })).toBeNull();
    expect(helpedShare({ helpful: 3, unhelpful: 1 })).toBe(75);
    expect(isAhead({ live_version: 1, head_version: 2 })).toBe(true);
    expect(isAhead({ live_version: null, head_version: 2 })).toBe(false);
    expect(mainMove(['return', 'publish', 'archive'])).toBe('publish');
    expect(mainMove(['archive'])).toBeUndefined();
    expect(splitWords('VPN, tunnel ,, vpn')).toEqual(['vpn', 'tunnel']);
  });
});

describe('tools of the editor', () => {
  it('mark what is chosen', () => {
    expect(applyTool('bold', { value: 'a word', start: 2, end: 6 })).toEqual({
      value: 'a **word**',
      start: 4,
      end: 8,
    });
    expect(applyTool('list', { value: 'one\ntwo', start: 0, end: 7 }).value).toBe('- one\n- two');
    expect(applyTool('heading', { value: 'one\ntwo', start: 5, end: 5 }).value).toBe('one\n## two');
    expect(applyTool('note', { value: 'one', start: 3, end: 3 }).value).toBe('one\n\n> [!NOTE]\n> ');
    expect(applyTool('link', { value: '', start: 0, end: 0 }).value).toBe('[text](https://)');
  });
});

describe('a comparison', () => {
  const line = (kind: string) => ({ kind, parts: [{ kind: 'same', text: kind }] });
  it('folds long stretches of the same', () => {
    const lines = [...Array(10).fill(line('same')), line('added'), ...Array(3).fill(line('same'))];
    const rows = foldSame(lines);
    expect(rows[0]).toMatchObject({ kind: 'fold', count: 8 });
    expect(rows.slice(1)).toHaveLength(6);
    expect(foldSame([line('added')])).toHaveLength(1);
  });
});
