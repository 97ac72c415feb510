import { expect, test } from 'vitest';
import { reasonsFor, suggest, type Site } from '../../src/mentoring/planner';

const TODAY = '2026-03-31';
const QUIET: Site = {
  facility: 'quiet',
  visits: ['2026-03-20'],
  planned: [],
  rhythm: 'monthly',
  asked: [],
  signals: [],
  departments: ['delivery', 'laboratory'],
  met: ['delivery', 'laboratory'],
};

test('nothing speaks for a visit where all is as agreed', () => {
  expect(reasonsFor(QUIET, TODAY)).toEqual([]);
  expect(suggest([QUIET], TODAY)).toEqual([]);
});

test('each reason by itself', () => {
  expect(reasonsFor({ ...QUIET, asked: ['2026-03-29', '2026-03-25'] }, TODAY)).toEqual([
    { why: 'asked', day: '2026-03-25' },
  ]);
  expect(reasonsFor({ ...QUIET, visits: [] }, TODAY)).toEqual([{ why: 'never' }]);
  expect(reasonsFor({ ...QUIET, met: ['delivery'] }, TODAY)).toEqual([
    { why: 'unmet', departments: ['laboratory'] },
  ]);
  expect(reasonsFor({ ...QUIET, signals: ['Stillbirths'] }, TODAY)).toEqual([
    { why: 'signal', measures: ['Stillbirths'] },
  ]);
});

test('long ago is measured by the rhythm agreed on: 31 days are long for a month, not on call', () => {
  const site = { ...QUIET, visits: ['2026-01-10', '2026-02-28'] };
  expect(reasonsFor(site, TODAY)).toEqual([{ why: 'long', days: 31 }]);
  expect(reasonsFor({ ...site, rhythm: 'on_call' }, TODAY)).toEqual([]);
  expect(reasonsFor({ ...site, visits: ['2026-03-01'] }, TODAY)).toEqual([]);
  expect(reasonsFor({ ...site, rhythm: 'weekly', visits: ['2026-03-24'] }, TODAY)).toEqual([]);
  expect(reasonsFor({ ...site, rhythm: 'weekly', visits: ['2026-03-23'] }, TODAY)).toEqual([
    { why: 'long', days: 8 },
  ]);
});

test('a visit that lies ahead was not made', () => {
  expect(reasonsFor({ ...QUIET, visits: ['2026-04-02'] }, TODAY)).toEqual([{ why: 'never' }]);
});

test('who asked comes first, then more reasons, then longest ago; what is planned stands below', () => {
  const sites: Site[] = [
    { ...QUIET, facility: 'long', visits: ['2026-02-20'] },
    { ...QUIET, facility: 'longer', visits: ['2026-01-20'] },
    { ...QUIET, facility: 'two', visits: ['2026-02-25'], met: [] },
    { ...QUIET, facility: 'asked', asked: ['2026-03-30'] },
    {
      ...QUIET,
      facility: 'planned',
      signals: ['Deaths'],
      planned: ['2026-04-03', '2026-04-01', '2026-03-01'],
    },
    { ...QUIET, facility: 'never', visits: [] },
    QUIET,
  ];
  const found = suggest(sites, TODAY);
  expect(found.map(({ facility }) => facility)).toEqual([
    'asked',
    'two',
    'never',
    'longer',
    'long',
    'planned',
  ]);
  expect(found.at(-1)?.planned).toBe('2026-04-01');
});

test('the size or the kind of a signal changes nothing: facilities are not ordered by results', () => {
  const one = { ...QUIET, facility: 'a', signals: ['Deaths'] };
  const other = { ...QUIET, facility: 'b', signals: ['Syphilis test', 'Skilled birth', 'Deaths'] };
  expect(suggest([one, other], TODAY).map(({ facility }) => facility)).toEqual(['a', 'b']);
  expect(suggest([other, one], TODAY).map(({ facility }) => facility)).toEqual(['b', 'a']);
});
