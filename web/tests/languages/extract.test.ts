import { describe, expect, test } from 'vitest';
import { collect } from '../../scripts/extract.mjs';

const IMPORT = "import { t, tn, words } from '../languages';";

const inScript = (code: string) => collect({ 'web/src/a/x.ts': `${IMPORT}\n${code}` });
const onScreen = (markup: string, script = '') =>
  collect({ 'web/src/a/X.svelte': `<script lang="ts">${IMPORT}${script}</script>\n${markup}` });
const texts = (found: ReturnType<typeof collect>) => found.sentences.map(({ text }) => text);
const problems = (found: ReturnType<typeof collect>) => found.problems.map(({ what }) => what);

describe('sentences that are found', () => {
  test('in script and markup, wherever the markup hides them', () => {
    const found = onScreen(
      "{#if a}<p title={t('Title')}>{t('Text {n}', { n })}</p>{:else}{@const b = t('Const')}{b}{/if}{#snippet s()}{t(`Plain`)}{/snippet}",
      "const c = $derived(t('Script'));",
    );
    expect(texts(found).sort()).toEqual(['Const', 'Plain', 'Script', 'Text {n}', 'Title']);
    expect(found.problems).toEqual([]);
  });

  test('with the line they stand on', () => {
    const found = inScript("const a = 1;\nexport const b = t('Save');");
    expect(found.sentences).toEqual([{ text: 'Save', path: 'web/src/a/x.ts', line: 3 }]);
  });

  test('in both arms of a condition, and put together from pieces', () => {
    expect(texts(inScript("t(a ? 'On' : b ? 'Off' : 'Unknown'); t('One ' + 'sentence');"))).toEqual([
      'On',
      'Off',
      'Unknown',
      'One sentence',
    ]);
  });

  test('counting two', () => {
    expect(inScript("tn('{n} birth', '{n} births', n)").sentences).toEqual([
      { text: '{n} birth', many: '{n} births', path: 'web/src/a/x.ts', line: 2 },
    ]);
  });

  test('in a table of words, without its keys and what the machine reads', () => {
    const table =
      "const T = words([{ key: 'a', text: 'Home', hint: ['Go home'], icon: 'house', 'aria-x': 'Near' }]);";
    expect(texts(inScript(table))).toEqual(['Home', 'Go home', 'Near']);
  });

  test('beside types, which are not sentences', () => {
    const code = "type A = 'b'; class C { declare readonly d: string } export const e = t('F');";
    expect(texts(inScript(code))).toEqual(['F']);
  });
});

describe('what cannot be collected is told', () => {
  test('a computed sentence where no words are registered', () => {
    expect(problems(inScript('t(name)'))).toEqual(['t() of something computed']);
    expect(problems(inScript('t(`Hello ${name}`)'))).toEqual(['t() of something computed']);
    expect(problems(inScript('tn(one, many, n)'))).toEqual(['tn() needs two written sentences']);
  });

  test('but not where the words are registered here, in an imported file, the schema or a table of data', () => {
    expect(inScript("const W = words({ a: 'A' }); t(W[key])").problems).toEqual([]);
    const imported = collect({
      'web/src/a/x.ts': `${IMPORT} import { W } from './w'; t(W[key]);`,
      'web/src/a/w.ts': `${IMPORT} export const W = words({ a: 'A' });`,
      'web/src/a/z.ts': `${IMPORT} import { FIELDS } from '../ledger'; t(FIELDS[type].label);`,
      'web/src/a/y.ts': `${IMPORT} import table from '../../../debo/people/roles.json'; t(table[0].label);`,
    });
    expect(imported.problems).toEqual([]);
  });

  test('text on a screen that is not said through t()', () => {
    expect(problems(onScreen('<button aria-label="Close">×</button> <b>Save</b>'))).toEqual([
      '“Close” is said without t()',
      '“Save” is said without t()',
    ]);
  });

  test('but names, figures, marks, classes and code are let be', () => {
    const markup =
      '<a class="wide" href="#/x">· Debo 12 %</a><code>make run</code><style>a { color: red }</style>';
    expect(onScreen(markup).problems).toEqual([]);
  });
});

test('a t of another origin is somebody else’s', () => {
  expect(collect({ 'a.ts': "const t = (x: string) => x; t('not a sentence'); t(y);" })).toEqual({
    sentences: [],
    problems: [],
  });
});
