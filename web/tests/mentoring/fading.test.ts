import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseload, type Case } from '../../src/mentoring/caseload';
import { nextStep, RHYTHMS, rhythmOn, waiting, wantsMore, type Standing } from '../../src/mentoring/fading';

const TODAY = '2026-03-31';
const GOING: Standing = {
  rhythm: 'weekly',
  since: '2026-01-01',
  shared: { acts: 20, own: 15 },
  safety: [],
  wantsMore: false,
};

test('a team that keeps going is proposed the next step, one at a time', () => {
  expect(nextStep(GOING, TODAY)).toEqual({ to: 'fortnightly' });
  expect(nextStep({ ...GOING, rhythm: 'fortnightly' }, TODAY)).toEqual({ to: 'monthly' });
  expect(nextStep({ ...GOING, rhythm: 'monthly', since: null }, TODAY)).toEqual({ to: 'on_call' });
  expect(nextStep({ ...GOING, rhythm: 'on_call' }, TODAY)).toEqual({ stays: ['last'] });
});

test('each reason to stay, and several together', () => {
  const stay = (more: Partial<Standing>): unknown => nextStep({ ...GOING, ...more }, TODAY);
  expect(stay({ safety: ['Stillbirths'] })).toEqual({ stays: ['signal'] });
  expect(stay({ wantsMore: true })).toEqual({ stays: ['more'] });
  expect(stay({ shared: null })).toEqual({ stays: ['not_shared'] });
  expect(stay({ shared: { acts: 5, own: 5 } })).toEqual({ stays: ['too_few'] });
  // 13 of 20 are 65 %, 14 of 20 are 70 %.
  expect(stay({ shared: { acts: 20, own: 13 } })).toEqual({ stays: ['not_yet'] });
  expect(stay({ shared: { acts: 20, own: 14 } })).toEqual({ to: 'fortnightly' });
  // 59 and 60 days before the end of March.
  expect(stay({ since: '2026-01-31' })).toEqual({ stays: ['too_soon'] });
  expect(stay({ since: '2026-01-30' })).toEqual({ to: 'fortnightly' });
  expect(stay({ safety: ['PPH'], shared: null })).toEqual({ stays: ['signal', 'not_shared'] });
});

const standing = fc.record({
  rhythm: fc.constantFrom(...RHYTHMS),
  since: fc.option(fc.constantFrom('2025-01-01', '2026-01-15', '2026-03-30')),
  shared: fc.option(fc.nat(60).chain((acts) => fc.record({ acts: fc.constant(acts), own: fc.nat(acts) }))),
  safety: fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }),
  wantsMore: fc.boolean(),
});

test('it never advances while a measure of safety says worse, whatever else holds', () => {
  fc.assert(fc.property(standing, (now) => !('to' in nextStep(now, TODAY))));
});

test('it never goes more than one step, and never against the team', () => {
  fc.assert(
    fc.property(standing, (now) => {
      const step = nextStep({ ...now, safety: [] }, TODAY);
      if (!('to' in step)) return true;
      return !now.wantsMore && RHYTHMS.indexOf(step.to) === RHYTHMS.indexOf(now.rhythm) + 1;
    }),
  );
});

test('only what the team agreed to holds; what it has not answered waits', () => {
  const agreed = { rhythm: 'fortnightly', since: '2026-01-01', team_says: 'agrees' };
  const asked = { rhythm: 'monthly', since: '2026-03-01' };
  const more = { rhythm: 'weekly', since: '2026-03-10', team_says: 'more' };
  const ahead = { rhythm: 'on_call', since: '2026-04-10', team_says: 'agrees' };
  expect(rhythmOn([], TODAY)).toEqual({ rhythm: 'monthly', since: null });
  expect(rhythmOn([asked, agreed, ahead, more], TODAY)).toEqual({
    rhythm: 'fortnightly',
    since: '2026-01-01',
  });
  expect(rhythmOn([{ ...agreed, withdrawn: true }], TODAY)).toEqual({ rhythm: 'monthly', since: null });
  const kept = (fields: object) => ({ fields });
  expect(waiting([agreed, asked].map(kept))?.fields).toBe(asked);
  expect(waiting([agreed, { ...asked, withdrawn: true }].map(kept))).toBeNull();
  expect(wantsMore([agreed, more])).toBe(true);
  expect(wantsMore([more, ahead])).toBe(false);
  expect(wantsMore([])).toBe(false);
});

/**
 * Thirty teams with a truth made by hand: ten each that can do with fewer visits, that need one, and neither. What makes
 * each so is written beside it.
 */
const SEEN: Case = {
  facility: '',
  visits: ['2026-01-20', '2026-03-20'],
  planned: [],
  rhythm: 'fortnightly',
  asked: [],
  signals: [],
  departments: ['delivery'],
  met: ['delivery'],
  since: '2026-01-01',
  shared: { acts: 12, own: 10 },
  safety: [],
  wantsMore: false,
};
const FEWER: Partial<Case>[] = [
  {},
  { rhythm: 'weekly', visits: ['2026-03-30'] },
  { rhythm: 'monthly' },
  { since: null },
  { shared: { acts: 6, own: 6 } },
  { shared: { acts: 40, own: 28 } },
  // A department never met is worth a thought at the next visit, not a visit of its own.
  { departments: ['delivery', 'pharmacy'] },
  // A signal that is no matter of safety is worth asking about by telephone.
  { signals: ['Syphilis test'] },
  { planned: ['2026-04-20'] },
  { visits: ['2026-03-31'] },
];
const NEEDS: Partial<Case>[] = [
  { visits: [] },
  { asked: ['2026-03-30'] },
  { visits: ['2026-03-10'] },
  { safety: ['Stillbirths'], signals: ['Stillbirths'] },
  { rhythm: 'weekly' },
  { rhythm: 'monthly', visits: ['2026-02-10'] },
  { rhythm: 'on_call', visits: ['2025-12-01'] },
  { asked: ['2026-03-01'], shared: { acts: 40, own: 40 } },
  { safety: ['Maternal deaths'], rhythm: 'on_call' },
  { visits: ['2025-09-01'], shared: null },
];
const NEITHER: Partial<Case>[] = [
  { shared: null },
  { shared: { acts: 3, own: 3 } },
  { shared: { acts: 12, own: 8 } },
  { since: '2026-03-01' },
  { rhythm: 'on_call' },
  { wantsMore: true },
  { rhythm: 'on_call', shared: null },
  { shared: { acts: 12, own: 0 } },
  { since: '2026-02-15', wantsMore: true },
  { rhythm: 'monthly', shared: { acts: 20, own: 13 } },
];

test('of thirty teams each stands in the list it belongs to, in the order they came', () => {
  const teams = (list: Partial<Case>[], name: string): Case[] =>
    list.map((more, index) => ({ ...SEEN, ...more, facility: `${name} ${index}` }));
  const [fewer, needs, neither] = [teams(FEWER, 'fewer'), teams(NEEDS, 'needs'), teams(NEITHER, 'neither')];
  const mixed = fewer.flatMap((one, index) => [needs[index]!, neither[index]!, one]);
  expect(mixed).toHaveLength(30);
  const found = caseload(mixed, TODAY);
  expect(found.fewer).toEqual(fewer);
  expect(found.needs.map(({ one }) => one)).toEqual(needs);
  expect(found.others).toEqual(neither);
});
