import { describe, expect, it } from 'vitest';
import { missingOf, scopeOf, toMacro, valuesOf } from './macro-form';

const blank = valuesOf(undefined);

describe('the form of a macro', () => {
  it('sends what it names and nothing else', () => {
    expect(toMacro({ ...blank, name: ' Thanks ', body: 'Thank you.' })).toEqual({
      name: 'Thanks',
      body: 'Thank you.',
      is_internal: false,
      changes: { add_tags: [], remove_tags: [] },
    });
    expect(
      toMacro({ ...blank, name: 'Wait', to: 'pending', pendingReason: 'vendor', assignee: 'me' }).changes,
    ).toEqual({
      status: { to: 'pending', pending_reason: 'vendor' },
      assignee_id: 'me',
      add_tags: [],
      remove_tags: [],
    });
  });

  it('asks for what each change needs', () => {
    expect(missingOf(blank)).toEqual(['name', 'body']);
    expect(missingOf({ ...blank, name: 'Done', to: 'resolved', summary: 'Replaced it.' })).toEqual([
      'category',
      'cause',
    ]);
    expect(missingOf({ ...blank, name: 'Up', priority: 'P1' })).toEqual(['priorityReason']);
    expect(missingOf({ ...blank, name: 'Tag', addTags: ['seen'] })).toEqual([]);
  });

  it('tells whose it is', () => {
    expect(scopeOf('shared')).toEqual({ scope: 'shared', team_id: null });
    expect(scopeOf('t-1')).toEqual({ scope: 'team', team_id: 't-1' });
  });
});
