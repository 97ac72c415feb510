import { describe, expect, it } from 'vitest';
import { qrDrawing } from '../../src/people/invitation';
import { codeInQr, codeLetters, isWholeCode, shownCode } from '../../src/people/join-code';
import { pinDigits, pinTrouble } from '../../src/people/pin';
import { ROLES, roleLabel, rolesAt } from '../../src/people/roles';
import { emptied, former } from '../../src/people/taking-back';

describe('a join code', () => {
  it('forgives case, spaces, dashes and letters that look alike', () => {
    expect(codeLetters(' o1il-aBcd ')).toBe('0111ABCD');
    expect(codeLetters('7k 2m–9x qz')).toBe('7K2M9XQZ');
    expect(codeLetters('ＡＢ12')).toBe('AB12'); // full-width, from some keyboards
  });

  it('is shown with its dash as it is typed', () => {
    expect(['', 'ab', 'abcd', 'abcde', 'abcd-efgh', 'abcdefghjkm'].map(shownCode)).toEqual([
      '',
      'AB',
      'ABCD',
      'ABCD-E',
      'ABCD-EFGH',
      'ABCD-EFGH',
    ]);
    expect(isWholeCode('ABCD-EFG')).toBe(false);
    expect(isWholeCode('ABCD-EFGH')).toBe(true);
  });

  it('comes out of a QR with our link or with the code alone, and of nothing else', () => {
    expect(codeInQr('https://debo.example/#/join/7K2M-9XQZ')).toBe('7K2M-9XQZ');
    expect(codeInQr('7k2m9xqz')).toBe('7K2M-9XQZ');
    expect(codeInQr('https://elsewhere.example/ABCDEFGH')).toBeNull();
    expect(codeInQr('WIFI:S:clinic;T:WPA;P:secret;;')).toBeNull();
  });
});

describe('a PIN', () => {
  it('has 4 to 8 digits, typed twice alike', () => {
    expect(pinDigits('12a3456 7890')).toBe('12345678');
    expect(pinTrouble('123', null)).toBe('short');
    expect(pinTrouble('7294', '7293')).toBe('differs');
    expect(pinTrouble('7294', '7294')).toBeNull();
  });

  it('gets a word when everybody would guess it', () => {
    expect(['0000', '1234', '4321', '987654'].map((pin) => pinTrouble(pin, null))).toEqual([
      'easy',
      'easy',
      'easy',
      'easy',
    ]);
    expect(['1235', '1212', '1001'].map((pin) => pinTrouble(pin, null))).toEqual([null, null, null]);
  });
});

describe('a QR from the hub', () => {
  // As segno 1.6 writes it for the hub: the white ground, then the modules as lines.
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 37 37" class="segno"><path fill="#fff" d="M0 0h37v37h-37z"/>' +
    '<path stroke="#000" d="M4 4.5h7m3 0h1m7 0h3m-29 1h1"/></svg>';

  it('is drawn from its lines alone, not from the ground under them', () => {
    expect(qrDrawing(svg)).toEqual({ size: 37, path: 'M4 4.5h7m3 0h1m7 0h3m-29 1h1' });
  });

  it('brings no markup along', () => {
    const odd =
      '<svg viewBox="0 0 9 9"><script>x()</script><path stroke="#000" onload="x()" d="M0 0h1"/></svg>';
    expect(qrDrawing(odd)).toEqual({ size: 9, path: 'M0 0h1' });
  });

  it('is refused when it holds anything but lines', () => {
    expect(qrDrawing('<svg viewBox="0 0 9 9"><path stroke="#000" d="url(javascript:1)"/></svg>')).toBeNull();
    expect(qrDrawing('<svg viewBox="0 0 9 9"><path fill="#000" d="M0 0h9"/></svg>')).toBeNull();
    expect(qrDrawing('<svg><path stroke="#000" d="M0 0h9"/></svg>')).toBeNull();
    expect(qrDrawing('not a drawing')).toBeNull();
  });
});

describe('roles', () => {
  it('come from the same file as the hub’s', () => {
    expect(ROLES.length).toBeGreaterThan(20);
    expect(roleLabel('hew')).toBe('Health extension worker');
    expect(roleLabel('from_a_newer_debo')).toBe('from_a_newer_debo');
  });

  it('are offered where they are usually held', () => {
    expect(rolesAt('health_post').usual.map((role) => role.key)).toEqual(['hew', 'facility_head']);
    expect(rolesAt('woreda').usual.map((role) => role.key)).toEqual([
      'mentor',
      'clinical_mentor',
      'woreda_officer',
      'steward',
    ]);
  });
});

describe('taking back', () => {
  it('empties a new record but for its key', () => {
    expect(emptied('person')).toEqual({ name: null, phone: null });
    expect(emptied('team_member')).toEqual({ part: null, since: null, until: null });
  });

  it('brings back what stood there, and emptiness where nothing stood', () => {
    expect(
      former<{ name?: string; phone?: string | null }>(
        { name: 'Almaz', phone: null },
        { name: 'Alemitu', phone: '09' },
      ),
    ).toEqual({
      name: 'Almaz',
      phone: null,
    });
    expect(former<{ until?: string | null }>({}, { until: '2026-01-01' })).toEqual({ until: null });
  });
});
