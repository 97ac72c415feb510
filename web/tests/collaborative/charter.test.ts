import { describe, expect, it } from 'vitest';
import { preworkOf, stageOf } from '../../src/collaborative/stages';
import { takingPart, type Part } from '../../src/collaborative/taking-part';
import { CHANNELS, EVERYBODY, sees } from '../../src/collaborative/who-sees';
import { WOREDA } from '../people/woreda';

const FACILITIES = WOREDA.filter(({ id }) => ['h', 'hc1', 'hc2', 'p1'].includes(id));
const part = (facility: string, more = {}): Part => ({
  id: `part of ${facility}`,
  channel: 'collaborative:c',
  fields: { facility, ...more },
});

describe('who takes part', () => {
  it('is everybody while nothing is written', () => {
    const withdrawn = [part('h', { withdrawn: true })];
    expect(takingPart(FACILITIES, withdrawn, '2026-11-01').map(({ how }) => how)).toEqual([
      'now',
      'now',
      'now',
      'now',
    ]);
  });

  it('is told from a day to a day, both included', () => {
    const parts = [
      part('h', { since: '2026-11-01', until: '2026-11-01' }),
      part('hc1', { since: '2026-11-02' }),
      part('hc2', { until: '2026-10-31' }),
    ];
    const found = Object.fromEntries(
      takingPart(FACILITIES, parts, '2026-11-01').map(({ place, how }) => [place.id, how]),
    );
    expect(found).toEqual({ h: 'now', hc1: 'later', hc2: 'ended', p1: 'not_yet' });
  });
});

describe('the stage', () => {
  it('is the charter’s word, else what the sessions tell', () => {
    expect(stageOf('holding', [], '2026-11-01')).toBe('holding');
    expect(stageOf(null, ['2026-11-01'], '2026-11-01')).toBe('action');
    expect(stageOf('nonsense', ['2026-11-02'], '2026-11-01')).toBe('prework');
  });

  it('asks five things of the prework', () => {
    const nothing = preworkOf({ members: 3, aims: [{}], months: 2 });
    expect(Object.values(nothing)).toEqual([false, false, false, false, false]);
    const some = preworkOf({ members: 4, aims: [{ what: 'Every baby warm' }], months: 3 });
    expect(some).toEqual({ team: true, sponsor: false, aim: true, baseline: true, storyboard: true });
    expect(preworkOf({ members: 0, aims: [{ sponsor_role: 'facility_head' }], months: 0 }).sponsor).toBe(
      true,
    );
  });
});

describe('who sees what', () => {
  it('keeps a team’s drafts in the team', () => {
    expect(EVERYBODY.filter((who) => sees(who, 'team'))).toEqual(['member']);
    expect(sees('official', 'facility')).toBe(false);
    expect(CHANNELS).toEqual(['team', 'facility', 'collaborative']);
  });
});
