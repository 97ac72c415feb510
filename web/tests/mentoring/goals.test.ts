import { expect, test } from 'vitest';
import { goalShare, heldFor } from '../../src/mentoring/progress/goals';

test('the way to a goal goes from the middle of the first three points to that of the newest three', () => {
  // 40 → 50 on the way to 80: a quarter.
  expect(goalShare([30, 40, 45, 60, null, 50, 48, 55], 80, 'up')).toBe(0.25);
  expect(goalShare([40, 40, 40, 80, 81, 79], 80, 'up')).toBe(1);
  expect(goalShare([12, 12, 12, 9, 9, 9], 6, 'down')).toBe(0.5);
  // Falling back is no progress, and not less than none.
  expect(goalShare([40, 40, 40, 30, 30, 30], 80, 'up')).toBe(0);
  // It stood reached at the start, and no longer is: (70 − 90) / (80 − 90) would say 2.
  expect(goalShare([90, 90, 90, 70, 70, 70], 80, 'up')).toBe(0);
  expect(goalShare([70, null, 70], 60, 'up')).toBe(0);
});

test('a better stretch is counted back from the newest point', () => {
  const line = [50, 50, 50, 50, 50, 50];
  expect(heldFor([40, 60, 61, 50, 62, 63], line, 'up')).toBe(4);
  expect(heldFor([40, 60, 61, 50, 62, 40], line, 'up')).toBe(0);
  expect(heldFor([60, 40, null, 41, 42, 43], line, 'down')).toBe(4);
  expect(heldFor([], [], 'up')).toBe(0);
});
