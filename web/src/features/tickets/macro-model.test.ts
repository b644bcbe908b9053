import { describe, expect, it } from 'vitest';
import type { Macro } from '@/api/macros';
import { fitting, isReply, slashAt, withoutSlash } from './macro-model';

const macro = (name: string, more: Partial<Macro> = {}) =>
  ({ id: name, name, is_internal: false, fields: [], ...more }) as unknown as Macro;

describe('looking for a canned reply', () => {
  it('begins with a slash at the head of a line', () => {
    expect(slashAt('/pass', 5)).toEqual({ start: 0, query: 'pass' });
    expect(slashAt('Hello\n/', 7)).toEqual({ start: 6, query: '' });
    expect(slashAt('and/or', 6)).toBeNull();
    expect(slashAt('Hello', 0)).toBeNull();
    expect(slashAt(`/${'x'.repeat(60)}`, 61)).toBeNull();
  });

  it('puts the text where the slash was', () => {
    expect(withoutSlash('Hello\n/pas\nBye', { start: 6, query: 'pas' }, 'Reset it.')).toBe(
      'Hello\nReset it.\nBye',
    );
  });

  it('offers what fits, and no words for colleagues to a requester', () => {
    const own = [
      macro('Ask for a password'),
      macro('Password reset'),
      macro('Password note', { is_internal: true }),
      macro('Passed on', { is_internal: true, fields: ['tags'] }),
    ];
    expect(fitting(own, 'pass', false).map(({ name }) => name)).toEqual([
      'Password reset',
      'Passed on',
      'Ask for a password',
    ]);
    expect(fitting(own, 'password', true).map(({ name }) => name)).toEqual(['Password note']);
    expect(own.map(isReply)).toEqual([true, true, true, false]);
  });
});
