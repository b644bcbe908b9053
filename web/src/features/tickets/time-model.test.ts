import { describe, expect, it } from 'vitest';
import { minutesFrom } from './time-model';

describe('minutesFrom', () => {
  it('reads minutes and hours as people write them', () => {
    expect(['25', '45m', '45 min', '1:30', '1h 30', '1.5h', '1,5 h', '2h'].map(minutesFrom)).toEqual([
      25, 45, 45, 90, 90, 90, 90, 120,
    ]);
  });

  it('takes nothing else', () => {
    expect(['', '0', 'soon', '1:75', '25h', '-5'].map(minutesFrom)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
