import { describe, expect, test } from 'vitest';
import vectors from '../../../vectors/fidelity.json';
import { fidelity } from '../../src/improvement/lamps/fidelity';
import { LAMPS, lampsOf } from '../../src/improvement/lamps/lamps';
import type { Cycle } from '../../src/ledger/schema';
import { parse } from '../../src/periods';

interface Case {
  name: string;
  cycle: Cycle;
  cycles?: Record<string, Cycle>;
  points?: [string, number | null][];
  lit: string[];
}
const kept = (cycles: Record<string, Cycle> = {}) =>
  Object.entries(cycles).map(([id, fields]) => ({ id, fields }));
const counted = (points: [string, number | null][] = []) =>
  points.map(([period, value]) => ({ period: parse(period), value }));

describe('the four lamps agree with the key written by hand', () => {
  test.each(vectors.lamps as unknown as Case[])('$name', ({ cycle, cycles, points, lit }) => {
    const it = { id: 'it', fields: cycle };
    const lamps = lampsOf(it, [...kept(cycles), it], counted(points));
    expect(LAMPS.filter((lamp) => lamps[lamp])).toEqual(lit);
  });
});

describe('how many of the cycles of a quarter have each', () => {
  test.each(vectors.quarters as unknown as (Case & { answer: unknown[] })[])(
    '$name',
    ({ cycles, points, answer }) => expect(fidelity(kept(cycles), () => counted(points))).toEqual(answer),
  );
});
