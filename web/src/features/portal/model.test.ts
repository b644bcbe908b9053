import { describe, expect, it } from 'vitest';
import { reference } from '@/test/fixtures';
import { sortFiles } from './files-model';
import { plainState } from './model';
import { fallbackCategory, guessCategory, type NewTicketValues, toInput, validate } from './new-ticket-model';

const values: NewTicketValues = {
  forWhom: null,
  type: 'incident',
  title: 'Printer jams',
  description: '',
  category: '',
  subcategory: '',
  location: 'Philippines',
  impact: 'one',
  urgency: 'low',
  effect: '',
  devices: [],
};

describe('plainState', () => {
  it.each([
    ['new', null, 'received'],
    ['reopened', null, 'received'],
    ['in_progress', null, 'working'],
    ['pending', 'vendor', 'working'],
    ['pending', 'user', 'waiting'],
    ['resolved', null, 'waiting'],
    ['closed', null, 'done'],
  ] as const)('%s (%s) is %s', (status, pending_reason, expected) => {
    expect(plainState({ status, pending_reason })).toBe(expected);
  });
});

describe('guessCategory', () => {
  it('knows subcategories by name and categories by hints', () => {
    expect(guessCategory('the vpn is slow', reference)).toEqual({ category: 'Network', subcategory: 'VPN' });
    expect(guessCategory('my laptop is hot', reference)).toEqual({ category: 'Hardware', subcategory: '' });
  });

  it('matches whole words only and says when it does not know', () => {
    expect(guessCategory('something else entirely', reference)).toBeNull();
    expect(fallbackCategory(reference)).toBe('Other');
    expect(fallbackCategory({ ...reference, categories: [] })).toBe('');
  });
});

describe('validate', () => {
  it('lets a title that says enough stand for the details', () => {
    expect(validate(values)).toEqual({});
    expect(toInput(values, { category: 'Hardware', subcategory: '' }, 'Just me.', false).description).toBe(
      'Printer jams',
    );
  });

  it('names what is missing', () => {
    expect(validate({ ...values, title: 'x' })).toEqual({ title: 'title_short' });
    expect(validate({ ...values, title: 'Jammed' })).toEqual({ description: 'description_short' });
    expect(validate({ ...values, location: '' })).toEqual({ location: 'required' });
  });
});

describe('sortFiles', () => {
  const limits = { max_file_mb: 1, max_ticket_mb: 2, types: ['png', '.txt'] };
  const file = (name: string, bytes: number) => new File([new Uint8Array(bytes)], name);

  it('takes what fits and says why not for the rest', () => {
    const list = [
      file('a.PNG', 900_000),
      file('b.txt', 900_000),
      file('c.png', 900_000),
      file('d.png', 1_100_000),
      file('noext', 1),
    ];
    const { taken, refused } = sortFiles(list, limits);
    expect(taken.map(({ name }) => name)).toEqual(['a.PNG', 'b.txt']);
    expect(refused.map(({ file: { name }, why }) => [name, why])).toEqual([
      ['c.png', 'too_much'],
      ['d.png', 'too_large'],
      ['noext', 'wrong_type'],
    ]);
  });
});
