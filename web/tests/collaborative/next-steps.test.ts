import { describe, expect, it } from 'vitest';
import { firstOpen, nextSteps, type Counts } from '../../src/collaborative/next-steps';

const EMPTY: Counts = {
  facilities: 0,
  facilitiesWithoutStaff: 0,
  staff: 1,
  teams: 0,
  measures: 0,
  invited: 0,
  hasAim: false,
};
const done = (counts: Partial<Counts>) =>
  nextSteps({ ...EMPTY, ...counts })
    .filter((step) => step.done)
    .map((step) => step.key);

describe('what comes next', () => {
  it('begins with nothing done: the steward alone is no staff', () => {
    expect(done({})).toEqual([]);
    expect(firstOpen(nextSteps(EMPTY))?.key).toBe('charter');
  });

  it('ticks places once there are facilities to learn from each other', () => {
    expect(done({ facilities: 1 })).toEqual([]);
    expect(done({ facilities: 2, facilitiesWithoutStaff: 2 })).toEqual(['places']);
  });

  it('ticks staff when every facility has somebody', () => {
    expect(done({ facilities: 2, staff: 3, facilitiesWithoutStaff: 1 })).toEqual(['places']);
    expect(done({ facilities: 2, staff: 3, facilitiesWithoutStaff: 0 })).toEqual(['places', 'staff']);
  });

  it('ends when everything is ticked', () => {
    const all = { facilities: 38, staff: 90, teams: 9, measures: 10, invited: 20, hasAim: true };
    expect(firstOpen(nextSteps({ ...EMPTY, ...all }))).toBeNull();
  });
});
