import { describe, expect, it } from 'vitest';
import { fieldFor, mergeEdits, sortMessages } from './merge';

const before = { name: 'P2 high', priorities: ['P2'], response: 4 };

describe('mergeEdits', () => {
  it('keeps what was typed and takes what was not touched', () => {
    const mine = { ...before, name: 'P2 mine' };
    const theirs = { ...before, response: 2 };
    const { values, clashes } = mergeEdits(before, mine, theirs);
    expect(values).toEqual({ name: 'P2 mine', priorities: ['P2'], response: 2 });
    expect(clashes).toEqual([{ field: 'response', before: 4, theirs: 2, mine: false }]);
  });

  it('names a field that both changed, and keeps the typed value', () => {
    const { values, clashes } = mergeEdits(
      before,
      { ...before, name: 'mine' },
      { ...before, name: 'theirs' },
    );
    expect(values.name).toBe('mine');
    expect(clashes).toEqual([{ field: 'name', before: 'P2 high', theirs: 'theirs', mine: true }]);
  });

  it('finds no clash where both made the same change', () => {
    const same = { ...before, priorities: ['P1', 'P2'] };
    expect(mergeEdits(before, same, structuredClone(same))).toEqual({ values: same, clashes: [] });
  });
});

describe('sortMessages', () => {
  it('finds the field of a nested name', () => {
    expect(fieldFor('week.monday.0.end', ['name', 'week'])).toBe('week');
    expect(fieldFor('conditions.categories', ['name', 'categories'])).toBe('categories');
    expect(fieldFor('nowhere', ['name'])).toBeUndefined();
  });

  it('gives a field its first message and the form those without a field', () => {
    const messages = { 'any_terms.3': 'too long', any_terms: 'later', version: 'odd' };
    expect(sortMessages(messages, ['any_terms'])).toEqual({
      byField: { any_terms: 'too long' },
      others: ['odd'],
    });
  });

  it('follows the form where names differ', () => {
    const { byField } = sortMessages({ 'holidays.0.date': 'bad' }, ['special'], () => 'special');
    expect(byField).toEqual({ special: 'bad' });
  });
});
