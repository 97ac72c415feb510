import { afterEach, describe, expect, test, vi } from 'vitest';
import { LANGUAGES, keyOf, language, t, tn, words, type Catalogue } from '../../src/languages';

/** A catalogue as it is compiled, from English sentences. */
const catalogue = (words: Catalogue): Catalogue =>
  Object.fromEntries(Object.entries(words).map(([english, said]) => [keyOf(english), said]));

afterEach(() => {
  language.use('en', {});
  vi.unstubAllGlobals();
});

describe('saying a sentence', () => {
  test('English is its own catalogue', () => {
    expect(t('Save')).toBe('Save');
    expect(t('{n} of 10 points', { n: 4 })).toBe('4 of 10 points');
  });

  test('a translated sentence fills its places in its own order', () => {
    language.use('am', catalogue({ '{done} of {all} births': 'ከ{all} ወሊዶች {done}' }));
    expect(t('{done} of {all} births', { done: 3, all: 12 })).toBe('ከ12 ወሊዶች 3');
  });

  test('strings fall back to English one by one', () => {
    language.use('om', catalogue({ Save: "Olkaa'i", Undo: '' }));
    expect([t('Save'), t('Undo'), t('Share')]).toEqual(["Olkaa'i", 'Undo', 'Share']);
  });

  test('a place without a value stays visible rather than vanishing', () => {
    expect(t('Hello {name}', {})).toBe('Hello {name}');
  });

  test('a value that looks like a place is not filled a second time', () => {
    expect(t('{a} and {b}', { a: '{b}', b: 'x' })).toBe('{b} and x');
  });
});

describe('counting', () => {
  const counted = { '{n} birth': ['{n} ወሊድ', '{n} ወሊዶች'] as [string, string] };
  const say = (n: number) => tn('{n} birth', '{n} births', n);

  test('English says many of none', () => {
    expect([0, 1, 2].map(say)).toEqual(['0 births', '1 birth', '2 births']);
  });

  test('Amharic says one of none, Afaan Oromo does not', () => {
    language.use('am', catalogue(counted));
    expect([0, 1, 2].map(say)).toEqual(['0 ወሊድ', '1 ወሊድ', '2 ወሊዶች']);
    language.use('om', catalogue({ '{n} birth': ['da’umsa {n}', 'da’umsa baay’ee {n}'] }));
    expect([0, 1, 2].map(say)).toEqual(['da’umsa baay’ee 0', 'da’umsa 1', 'da’umsa baay’ee 2']);
  });

  test('a sentence left in English counts as English does', () => {
    language.use('am', {});
    expect([0, 1, 2].map(say)).toEqual(['0 births', '1 birth', '2 births']);
  });
});

describe('the words of the first screen, and the rest', () => {
  const first = async () => catalogue({ Home: 'ቤት' });

  test('the rest is added when it is awaited, once', async () => {
    vi.stubGlobal('navigator', { languages: ['am'] });
    const rest = vi.fn(async () => catalogue({ Save: 'አስቀምጥ' }));
    await language.restore(first, rest);
    expect([t('Home'), t('Save')]).toEqual(['ቤት', 'Save']);
    await language.whole();
    await language.whole();
    expect([t('Home'), t('Save')]).toEqual(['ቤት', 'አስቀምጥ']);
    expect(rest).toHaveBeenCalledOnce();
  });

  test('words that did not come are asked for again', async () => {
    vi.stubGlobal('navigator', { languages: ['am'] });
    let isOnline = false;
    const rest = () =>
      isOnline ? Promise.resolve(catalogue({ Save: 'አስቀምጥ' })) : Promise.reject(new TypeError('offline'));
    await language.restore(first, rest);
    await language.whole();
    expect([t('Home'), t('Save')]).toEqual(['ቤት', 'Save']);
    isOnline = true;
    await language.whole();
    expect(t('Save')).toBe('አስቀምጥ');
  });

  test('words that come after another language was chosen are left alone', async () => {
    vi.stubGlobal('navigator', { languages: ['am'] });
    let come: (words: Catalogue) => void = () => undefined;
    await language.restore(first, () => new Promise((done) => (come = done)));
    const waiting = language.whole();
    language.use('om', catalogue({ Save: "Olkaa'i" }));
    come(catalogue({ Save: 'አስቀምጥ' }));
    await waiting;
    expect([language.code, t('Save')]).toEqual(['om', "Olkaa'i"]);
  });
});

describe('choosing a language', () => {
  test('the choice is remembered on this phone, and English needs no catalogue', async () => {
    const kept = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    });
    expect(await language.set('om')).toBe(true);
    expect(language.code).toBe('om');
    language.use('en', {});
    await language.restore();
    expect(language.code).toBe('om');
    kept.set('debo.language', 'not a language');
    vi.stubGlobal('navigator', { languages: ['fr-FR', 'am-ET', 'en'] });
    await language.restore();
    expect(language.code).toBe('am');
  });

  test('a catalogue that cannot be fetched leaves the present language and says so', async () => {
    language.use('am', catalogue({ Save: 'አስቀምጥ' }));
    const offline = () => Promise.reject(new TypeError('Failed to fetch'));
    expect(await language.set('om', offline)).toBe(false);
    expect([language.code, t('Save')]).toEqual(['am', 'አስቀምጥ']);
  });

  test('a phone that forbids storage still speaks', async () => {
    vi.stubGlobal('localStorage', undefined);
    expect(await language.set('om')).toBe(true);
    vi.stubGlobal('navigator', { languages: ['fr'] });
    await language.restore();
    expect(language.code).toBe('en');
  });

  test('each language is named in itself', () => {
    expect(Object.values(LANGUAGES)).toEqual(['English', 'አማርኛ', 'Afaan Oromoo']);
  });
});

test('a registered table comes back as it was', () => {
  const roles = words({ midwife: 'Midwife' });
  expect(t(roles.midwife)).toBe('Midwife');
});

test('the key of a sentence is that of the compiler: FNV-1a, as published', () => {
  // Fowler, Noll and Vo: FNV-1a of "a" is e40c292c, of "foobar" bf9cf968 (32 bits).
  expect(keyOf('a')).toBe((0xe40c292c % 36 ** 5).toString(36));
  expect(keyOf('foobar')).toBe((0xbf9cf968 % 36 ** 5).toString(36));
  expect(keyOf('“መስከረም”')).toBe('har9u');
});

test('the compiled catalogues are the ones a phone loads', async () => {
  expect(await language.set('am')).toBe(true);
  expect(t('Save')).toBe('አስቀምጥ');
  expect(await language.set('om')).toBe(true);
  expect(t('Save')).toBe('Olkaa’i');
  expect(await language.set('en')).toBe(true);
  expect(t('Save')).toBe('Save');
});
