import { describe, expect, test } from 'vitest';
import { folded, nameOf } from '../../src/design/form/names';
import { said } from '../../src/design/said';
import { sayTrouble } from '../../src/design/trouble';
import { language } from '../../src/languages';
import { ago } from '../../src/status/ago';
import { sayContact } from '../../src/status/contact';
import { REASONS, sayReason } from '../../src/status/reasons';
import { spoken } from '../../src/status/spoken';

const NOW = Date.UTC(2026, 10, 23, 12);
const MINUTE = 60_000;

describe('how long ago', () => {
  test.each([
    [0, 'just now'],
    [5 * MINUTE, '5 minutes ago'],
    [60 * MINUTE, '60 minutes ago'],
    [3 * 60 * MINUTE, '3 hours ago'],
    [50 * 60 * MINUTE, '2 days ago'],
  ])('%d ms is %s', (past, text) => expect(ago(NOW - past, NOW)).toBe(text));

  test('a clock set back makes no future', () => expect(ago(NOW + 90 * MINUTE, NOW)).toBe('just now'));
});

describe('why something waits', () => {
  // docs/protocol.md, section 4.
  const PROTOCOL = [
    ...[
      'unknown_type',
      'wrong_type',
      'out_of_range',
      'too_long',
      'not_a_choice',
      'missing_key',
      'wrong_record',
    ],
    ...[
      'forbidden_channel',
      'forbidden_write',
      'forged_author',
      'revoked_device',
      'far_stamp',
      'too_large',
      'malformed',
      'other_hub',
      'impossible',
    ],
  ];
  test('every reason of the protocol has its words, and no other', () => {
    expect(Object.keys(REASONS).sort()).toEqual([...PROTOCOL].sort());
  });
  test('the hub’s own words, which name the field, go first', () => {
    const told = { en: 'The value of “Births” can’t be right.', code: 'out_of_range' };
    expect(sayReason('out_of_range', told)).toEqual({ what: told.en, next: '', kind: 'mend' });
  });
  test('a reason only a newer hub knows still says what to do', () => {
    const { what, next } = sayReason('sealed');
    expect(what).toContain('kept');
    expect(next).toContain('mentor');
  });
});

describe('trouble', () => {
  test('says what is safe, whatever went wrong', () => {
    const all = [
      { code: 'storage_full' },
      { code: 'locked' },
      { code: 'never heard of' },
      new Error('x'),
      null,
    ];
    for (const error of all) expect(sayTrouble(error)).toMatch(/safe|lost/);
  });

  test('the contact with the hub: nothing to say when all is well, or while it runs', () => {
    const state = { online: true, running: false, lastError: null };
    expect(sayContact(state)).toBe('');
    expect(sayContact({ ...state, running: true, lastError: 'unreachable' })).toBe('');
    expect(sayContact({ ...state, online: false })).toContain('No network');
    expect(sayContact({ ...state, lastError: 'storage_full' })).toContain('room');
    expect(sayContact({ ...state, lastError: 'unknown_device' })).toContain('join again');
    expect(sayContact({ ...state, lastError: 'unreachable' })).toContain('safe');
    expect(sayContact({ ...state, lastError: 'something new' })).toContain('safe');
  });
});

describe('names', () => {
  test('are said in the reader’s language, else in English, else in any', () => {
    language.use('om', {});
    expect(said({ en: 'Health post', om: 'Keellaa fayyaa' })).toBe('Keellaa fayyaa');
    expect(said({ en: 'Health post', am: 'ጤና ኬላ' })).toBe('Health post');
    expect(said({ am: 'ጤና ኬላ' })).toBe('ጤና ኬላ');
    expect([said(null), said({}), said('Almaz')]).toEqual(['', '', 'Almaz']);
    language.use('en', {});
  });

  test('a record is called by its name, its question or what happened', () => {
    expect(nameOf({ name: { en: 'Goljota' } })).toBe('Goljota');
    expect(nameOf({ question: 'Pens?' })).toBe('Pens?');
    expect(nameOf({})).toBe('—');
    expect(folded('Bokojí')).toBe('bokoji');
  });

  test('any value can be said in a conflict', () => {
    expect([spoken('a'), spoken(0), spoken(false), spoken(null)]).toEqual(['a', '0', 'false', '']);
    expect(spoken({ en: 'Goljota' })).toBe('Goljota');
    expect(spoken(['hospital', 'health_post'])).toBe('hospital, health_post');
    expect(spoken({ done: 1 })).toBe('{"done":1}');
  });
});
