import { expect, it } from 'vitest';
import { bandOf } from './bands';

it('begins each band where it says', () => {
  expect([100, 80, 79, 60, 59, 0].map(bandOf)).toEqual(['good', 'good', 'watch', 'watch', 'risk', 'risk']);
});
