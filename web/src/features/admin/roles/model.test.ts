import { describe, expect, it } from 'vitest';
import type { RoleRead } from '@/api/admin-roles';
import { lockOf, onBase, toggled } from './model';

const permission = (key: string, needs: string[] = [], administrators_only = false) => ({
  key,
  needs,
  administrators_only,
});
const ALL = [
  permission('work'),
  permission('all', ['work']),
  permission('audit', ['all']),
  permission('roles', [], true),
];
const ROLE: RoleRead = {
  key: 'it_agent',
  permissions: ['work'],
  shipped: ['work'],
  must_hold: ['work'],
  must_not_hold: [],
  is_fixed: false,
  is_shipped: true,
  people: 3,
  version: 0,
};

describe('toggled', () => {
  it('brings along what a permission needs', () => {
    expect(toggled([], 'audit', ALL)).toEqual(['all', 'audit', 'work']);
  });

  it('takes along what needs it', () => {
    expect(toggled(['all', 'audit', 'work'], 'all', ALL)).toEqual(['work']);
    expect(toggled(['all', 'audit', 'work'], 'work', ALL)).toEqual([]);
  });
});

describe('lockOf', () => {
  it('keeps what makes the role, and what only administrators hold', () => {
    expect(ALL.map((one) => lockOf(ROLE, one))).toEqual(['must', null, null, 'never']);
    expect(lockOf({ ...ROLE, is_fixed: true }, permission('all'))).toBe('fixed');
  });
});

describe('onBase', () => {
  it('starts a new role with what its base may do now', () => {
    expect(onBase('it_agent', [ROLE])).toEqual(['work']);
    expect(onBase('end_user', [ROLE])).toEqual([]);
  });
});
