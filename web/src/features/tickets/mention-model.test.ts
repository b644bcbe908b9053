import { describe, expect, it } from 'vitest';
import { mentionAt, namedIn, withMention } from './mention-model';

describe('naming somebody', () => {
  it('begins with an @ after a space, and ends where the name does', () => {
    expect(mentionAt('Ask @Jo', 7)).toEqual({ start: 4, query: 'Jo' });
    expect(mentionAt('@', 1)).toEqual({ start: 0, query: '' });
    expect(mentionAt('@José Li', 8)).toEqual({ start: 0, query: 'José Li' });
    expect(mentionAt('ana@madison88', 13)).toBeNull();
    expect(mentionAt('@Jomar Reyes what', 17)).toBeNull();
  });

  it('puts the whole name where it was being typed', () => {
    expect(withMention('Ask @Jo about it', 4, 7, 'Jomar Reyes')).toEqual({
      text: 'Ask @Jomar Reyes about it',
      caret: 17,
    });
  });

  it('names only those who still stand in the text', () => {
    const chosen = [
      { id: 'u-1', name: 'Jomar Reyes' },
      { id: 'u-2', name: 'Lea Mercado' },
    ];
    expect(namedIn('@Jomar Reyes, please look', chosen)).toEqual(['u-1']);
  });
});
