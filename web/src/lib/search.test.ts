import { describe, expect, it } from 'vitest';
import { innerPath } from './search';

const OUT = [
  'https://evil.example',
  'http:evil.example',
  'https:/evil.example',
  'https:///evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\\/evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r/evil.example',
  '/\t\\evil.example',
  '\t//evil.example',
  ' //evil.example',
  ' https://evil.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  '/.//evil.example',
  '/..//evil.example',
  '/x/..//evil.example',
  '/%2e//evil.example',
  '/%2e%2e//evil.example',
  'evil.example',
  '@evil.example',
  '.evil.example',
  ':80',
  '',
  null,
  7,
  ['//evil.example'],
];

describe('innerPath', () => {
  it('leads nowhere but to a page of this desk @asvs-3.7.2 @class-S35', () => {
    expect(OUT.filter((value) => innerPath(value) !== undefined)).toEqual([]);
  });

  it('keeps the address of a page', () => {
    expect(innerPath('/tickets?tab=done#end')).toBe('/tickets?tab=done#end');
    expect(innerPath('/')).toBe('/');
  });
});
