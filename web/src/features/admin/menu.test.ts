import { i18n } from '@lingui/core';
import { describe, expect, it } from 'vitest';
import { ADMIN_MENU, findInMenu } from './menu';

const find = (query: string, may: (permission: string) => boolean = () => true) =>
  findInMenu(ADMIN_MENU, query, may, (message) => i18n._(message)).flatMap((group) =>
    group.entries.map((entry) => entry.to),
  );

describe('findInMenu', () => {
  it('finds a page by any of its words', () => {
    expect(find('holiday')).toEqual(['/admin/calendars']);
    expect(find('Resend mail')).toEqual(['/admin/outbox']);
    expect(find('resend holiday')).toEqual([]);
  });

  it('shows managers their people and nothing else', () => {
    const held = ['teams.manage', 'tickets.bulk'];
    expect(find('', (permission) => held.includes(permission))).toEqual([
      '/admin/teams',
      '/admin/schedule',
      '/admin/handovers',
      '/admin/skills',
    ]);
  });

  it('lists every page once', () => {
    const all = find('');
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBe(ADMIN_MENU.flatMap((group) => group.entries).length);
  });
});
