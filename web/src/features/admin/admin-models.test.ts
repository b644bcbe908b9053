import { describe, expect, it } from 'vitest';
import { versionOf } from '@/api/admin-http';
import type { Category } from '@/api/admin-lists';
import type { Setting } from '@/api/admin-settings';
import { memberKeys, teams } from '@/api/admin-teams';
import { toAuditFilters } from './audit/model';
import { inWords } from './frame/Plain';
import { readAdminSearch } from './frame/use-admin-search';
import { moved, searchTree, treeOf } from './lists/model';
import { framedMail } from './outbox/framed-mail';
import { differs, groupSettings, outOfBounds } from './settings/model';
import { keyFrom, memberRows, takesTickets } from './teams/model';
import { EMPTY_USER, toUserInput } from './users/model';

const category = (id: string, position: number, parent_id: string | null = null): Category => ({
  id,
  key: id,
  name: id.toUpperCase(),
  parent_id,
  position,
  is_active: true,
  is_confidential: false,
  version: 1,
});

describe('categories', () => {
  const all = [category('b', 1), category('a', 0), category('a2', 1, 'a'), category('a1', 0, 'a')];

  it('form a tree in order', () => {
    expect(treeOf(all).map((node) => [node.entry.id, node.children.map((child) => child.id)])).toEqual([
      ['a', ['a1', 'a2']],
      ['b', []],
    ]);
  });

  it('are found with what is around them', () => {
    expect(searchTree(treeOf(all), 'a2')).toMatchObject([{ entry: { id: 'a' }, children: [{ id: 'a2' }] }]);
    expect(searchTree(treeOf(all), 'zzz')).toEqual([]);
  });

  it('give new numbers only where one changes', () => {
    expect(moved(all.slice(0, 2), 'b', -1)).toEqual([
      { id: 'b', version: 1, position: 0 },
      { id: 'a', version: 1, position: 1 },
    ]);
    expect(moved(all.slice(0, 2), 'a', -1)).toEqual([]);
  });

  it('are numbered anew where several have the same number', () => {
    const same = [category('x', 0), category('y', 0), category('z', 0)];
    expect(moved(same, 'z', -1).map(({ id, position }) => [id, position])).toEqual([
      ['z', 1],
      ['y', 2],
    ]);
  });
});

const setting = (changes: Partial<Setting>): Setting => ({
  key: 'auto_close_days',
  value: 2,
  default: 2,
  kind: 'number',
  minimum: 1,
  maximum: 60,
  choices: null,
  unit: 'days',
  description: '',
  is_default: true,
  version: 0,
  ...changes,
});

describe('settings', () => {
  it('know their bounds', () => {
    expect([0, 61, 1.5, null].map((value) => outOfBounds(setting({}), value))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(outOfBounds(setting({}), 60)).toBe(false);
    expect(outOfBounds(setting({ kind: 'words' }), [])).toBe(true);
  });

  it('compare lists without regard to order', () => {
    expect(differs(['png', 'pdf'], ['pdf', 'png'])).toBe(false);
    expect(differs(2, 3)).toBe(true);
  });

  it('hide none that this screen does not know', () => {
    const groups = groupSettings([setting({}), setting({ key: 'brand_new' })], () => true);
    expect(groups.flatMap((group) => group.settings.map(({ key }) => key))).toEqual([
      'auto_close_days',
      'brand_new',
    ]);
  });
});

describe('teams', () => {
  it('keep lists, members and loads below one key, so that one change refreshes all', () => {
    const below = [teams.keys.list(), teams.keys.detail('t'), memberKeys.of('t'), memberKeys.loads];
    expect(below.map((key) => key.slice(0, teams.keys.all.length))).toEqual(below.map(() => teams.keys.all));
  });

  const member = {
    user: { id: 'u', name: 'U' },
    is_active: true,
    is_lead: false,
    is_assignable: true,
    max_open_tickets: 3,
    weight: 1,
  };

  it('know who takes a ticket now', () => {
    const rows = (open_count: number, is_away = false) =>
      memberRows(
        [member],
        [
          {
            id: 'u',
            name: 'U',
            is_active: true,
            open_count,
            last_assigned_at: null,
            is_away,
            capacity: null,
          },
        ],
      );
    expect(rows(2).map(takesTickets)).toEqual([true]);
    expect(rows(3).map(takesTickets)).toEqual([false]);
    expect(rows(0, true).map(takesTickets)).toEqual([false]);
  });

  it('make a key of a name', () => {
    expect(keyFrom('IT Support – Cebú')).toBe('it_support_cebu');
  });
});

describe('users', () => {
  it('are sent without blanks, and with a password only when one was chosen', () => {
    const values = { ...EMPTY_USER, name: ' Ana ', department: ' ', password: 'secret words here' };
    expect(toUserInput(values, true)).toMatchObject({ name: 'Ana', department: null });
    expect(toUserInput(values, true)).not.toHaveProperty('password');
    expect(toUserInput({ ...values, entry: 'password' }, true).password).toBe('secret words here');
    expect(toUserInput({ ...values, entry: 'password' }, false)).not.toHaveProperty('password');
  });
});

describe('addresses', () => {
  it('keep plain values only', () => {
    expect(readAdminSearch({ q: 'x', active: true, page: 2, edit: '', odd: { a: 1 } })).toEqual({
      q: 'x',
      active: 'true',
      page: '2',
    });
  });

  it('become filters of the audit trail, with whole days', () => {
    const filters = toAuditFilters({
      from: '2026-11-01',
      to: '2026-11-01',
      action: 'DROP TABLE',
      subject: 'ticket',
    });
    expect(filters).toMatchObject({ action: undefined, subject_type: 'ticket' });
    const hours =
      (new Date(filters.at_to ?? '').getTime() - new Date(filters.at_from ?? '').getTime()) / 3_600_000;
    expect(hours).toBe(24);
  });

  it('read the version of an ETag', () => {
    expect([versionOf('"12"'), versionOf('W/"7"'), versionOf('"abc"'), versionOf(null)]).toEqual([
      12, 7, 0, 0,
    ]);
  });
});

describe('values in words', () => {
  it('never show JSON', () => {
    expect(inWords({ response: 3600, resolution: null })).toBe('response 3600; resolution –');
    expect(inWords([{ id: '1', name: 'Hardware' }, 'Network'])).toBe('Hardware, Network');
    expect(inWords([])).toBe('–');
  });
});

describe('framedMail', () => {
  it('turns style attributes into classes of one permitted style element', () => {
    const html = '<p style="color:red">a</p><td class="x" style=\'font-family:"A&quot;\' align="left">b</td>';
    const framed = framedMail(`${html}<i style="color:red">c</i>`, 'abc');
    expect(framed).not.toContain('style=');
    expect(framed).toContain('<p class="m0">a</p>');
    expect(framed).toContain('<i class="m0">c</i>');
    expect(framed).toContain('<td class="x m1" align="left">');
    expect(framed).toContain('<style nonce="abc">.m0{color:red}');
  });

  it('permits style elements of the mail and lets no text end ours', () => {
    const framed = framedMail('<style>p{}</style><b style="x:&lt;/style&gt;">b</b>', 'abc');
    expect(framed).toBe(
      '<style nonce="abc">p{}</style><b class="m0">b</b><style nonce="abc">.m0{x:/style>}</style>',
    );
  });
});
