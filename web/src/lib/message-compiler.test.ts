import { setupI18n } from '@lingui/core';
import { compileMessage as reference } from '@lingui/message-utils/compileMessage';
import { describe, expect, it } from 'vitest';
import { compileMessage } from './message-compiler';

const MESSAGES = [
  'Plain words.',
  "Don't lose what's typed",
  'Hello {name}, what do you need?',
  '<0>{0}</0> left · {1}',
  "Quoted '{braces}' and two '' apostrophes",
  '{count, plural, one {# ticket} other {# tickets}} waiting',
  '{count, plural, =0 {nothing} one {# thing for {who}} other {# things for {who}}}',
  '{place, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} row',
  '{kind, select, incident {Something broke} other {Something else}}',
];
const VALUES = [
  { name: 'Ana', 0: 'A', 1: 'B', count: 0, who: 'Ben', place: 1, kind: 'incident' },
  { name: 'Ana', 0: 'A', 1: 'B', count: 1, who: 'Ben', place: 22, kind: 'x' },
  { name: 'Ana', 0: 'A', 1: 'B', count: 1234, who: 'Ben', place: 103, kind: '' },
];

describe('compileMessage', () => {
  it.each(MESSAGES)('reads "%s" as the full parser does', (message) => {
    for (const values of VALUES) {
      const own = setupI18n({ locale: 'en', messages: { en: { id: compileMessage(message) as never } } });
      const full = setupI18n({ locale: 'en', messages: { en: { id: reference(message) as never } } });
      expect(own._('id', values)).toBe(full._('id', values));
    }
  });

  it('survives an unclosed brace', () => {
    expect(compileMessage('broken {name')).toEqual(['broken ', ['name']]);
  });
});
