import { describe, expect, it } from 'vitest';
import { language } from '../../src/languages';
import { readRunChart, type ChartInput, type RunChart } from '../../src/charts/run-chart';
import { readingWords } from '../../src/charts/reading-words';
import cases from '../../../vectors/run_charts.json';

type Columns = 'value' | 'centre' | 'lower' | 'upper' | 'useful' | 'signal';
interface Case {
  name: string;
  request: ChartInput & { screen_mr?: boolean };
  expected: Partial<Record<Columns, (number | boolean | null)[]>> & {
    phases?: Record<string, unknown>[];
    reading?: string;
    reading_key?: string;
  };
}

const COLUMNS: Columns[] = ['value', 'centre', 'lower', 'upper', 'useful', 'signal'];

function agree(found: (number | boolean | null)[], wanted: (number | boolean | null)[]): void {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((number, i) => {
    if (typeof number === 'number') expect(found[i]).toBeCloseTo(number, 9);
    else expect(found[i]).toBe(number);
  });
}

/** The phases under the names that the Python side prints. */
function printed(chart: RunChart): Record<string, unknown>[] {
  return chart.phases.map((phase) => {
    const some = phase.nUseful > 0;
    const { ihi } = phase;
    return {
      n_useful: phase.nUseful,
      longest_run: some ? phase.longestRun : null,
      longest_run_max: some ? phase.longestRunMax : null,
      crossings: some ? phase.crossings : null,
      crossings_min: some ? phase.crossingsMin : null,
      runs_signal: +phase.runsSignal,
      ihi: {
        longest_trend: phase.longestTrend,
        runs: ihi.runs,
        runs_min: ihi.runsMin || null,
        runs_max: ihi.runsMax || null,
        shift: ihi.shift,
        trend: ihi.trend,
        too_few_runs: ihi.tooFewRuns,
        too_many_runs: ihi.tooManyRuns,
      },
    };
  });
}

describe('the shared cases', () => {
  language.use('en', {});
  it.each((cases as unknown as { cases: Case[] }).cases)('$name', ({ request, expected }) => {
    const chart = readRunChart({ ...request, screenMr: request.screen_mr ?? false });
    for (const column of COLUMNS) if (expected[column]) agree(chart[column], expected[column]);
    if (expected.phases) expect(printed(chart)).toMatchObject(expected.phases);
    if (expected.reading_key) expect(chart.reading.key).toBe(expected.reading_key);
    if (expected.reading && chart.phases.length === 1)
      expect(readingWords(chart.reading)).toBe(expected.reading);
  });
});

describe('what the screens ask besides', () => {
  it('says where each phase lies and how far its baseline reaches', () => {
    const chart = readRunChart({ chart: 'run', y: [1, 3, 2, 9, 5, 7, 6, 50], parts: [4], baselines: [0, 3] });
    expect(chart.phases.map(({ from, to, baseline }) => [from, to, baseline])).toEqual([
      [0, 4, 4],
      [4, 8, 3],
    ]);
  });

  it('answers an empty series with nothing', () => {
    const chart = readRunChart({ chart: 'run', y: [] });
    expect(chart.phases).toEqual([]);
    expect(chart.reading.key).toBe('no_points');
  });

  it('refuses a P chart without denominators', () => {
    expect(() => readRunChart({ chart: 'p', y: [1, 2] })).toThrow('denominator');
  });

  it('leaves what it was given as it was', () => {
    const y = [3, 1, 2];
    readRunChart({ chart: 'run', y, n: [1, null, 0] });
    expect(y).toEqual([3, 1, 2]);
  });
});
