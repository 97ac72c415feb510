/**
 * Find every sentence the app says: `node web/scripts/extract.mjs` prints them as JSON for scripts/languages.py.
 *
 * Reads the syntax, not the text, because xgettext misses two in five sentences of .svelte files. A sentence is a
 * literal given to t() or tn(), or any text within words({...}). What can't be found this way is a problem, told
 * with its place: a t() of something computed, in a file that neither registers words nor imports a file that does;
 * and text on a screen that goes through no t() at all.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse } from 'svelte/compiler';
// The linter's parser, which gives TypeScript the same tree; Svelte's own fails on private fields in closures.
import ts from 'typescript-eslint';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LANGUAGES = /\/languages(\/index(\.svelte)?)?$/;
const MADE = /languages\/catalogues|ledger\/schema\.ts/;
const SPOKEN_ATTRIBUTES = new Set(['alt', 'aria-label', 'aria-description', 'label', 'placeholder', 'title']);
// What a table holds for the machine beside the words.
const UNSAID = new Set(['href', 'icon', 'id', 'key', 'kind', 'owns', 'path', 'to', 'tone', 'type', 'value']);
// Said the same in every language.
const NAMES = new Set(['Debo', 'English', 'Afaan Oromoo', 'PIN', 'QR', 'PDSA', 'DHIS2']);

/** Read one file: { sentences, problems, imports, registers }. */
export function read(source, path) {
  const file = { path, sentences: [], problems: [], computed: [], imports: [], registers: false };
  const isSvelte = path.endsWith('.svelte');
  const tree = isSvelte
    ? parse(source, { modern: true })
    : { module: ts.parser.parseForESLint(source, { range: true }).ast };
  const line = (node) => source.slice(0, node.start ?? node.range[0]).split('\n').length;
  const heard = new Set();
  const add = (node, text, many) =>
    file.sentences.push({ text, ...(many && { many }), path, line: line(node) });
  const trouble = (node, what) => file.problems.push({ what, path, line: line(node) });

  // Imports first: the tree of a .svelte file holds its markup before its script.
  walk([tree.module, tree.instance], (node) => {
    if (node.type !== 'ImportDeclaration') return;
    file.imports.push(node.source.value);
    // The models' labels come with the schema; they are collected where the models are declared.
    if (node.specifiers.some(({ imported }) => imported?.name === 'FIELDS')) file.registers = true;
    if (LANGUAGES.test(node.source.value)) node.specifiers.forEach(({ local }) => heard.add(local.name));
  });
  walk(tree, (node, parents) => {
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier') call(node);
    if (isSvelte && node.type === 'Text') spoken(node, parents);
  });
  return file;

  function call(node) {
    const [first, second] = node.arguments;
    const name = node.callee.name;
    if (!heard.has(name)) return;
    if (name === 'words') {
      file.registers = true;
      said(first).forEach((each) => add(each, textsOf(each)[0]));
    } else if (name === 't') {
      const texts = textsOf(first);
      texts.forEach((text) => add(node, text));
      if (!texts.length) file.computed.push({ what: 't() of something computed', path, line: line(node) });
    } else if (name === 'tn') {
      const [[one], [many]] = [textsOf(first), textsOf(second)];
      if (one && many) add(node, one, many);
      else trouble(node, 'tn() needs two written sentences');
    }
  }

  function spoken(node, parents) {
    const text = node.data.replace(/^\P{L}+|\P{L}+$/gu, '');
    if (!/\p{L}{2}/u.test(text) || NAMES.has(text)) return;
    const attribute = parents.find(({ type }) => type === 'Attribute');
    if (attribute && !SPOKEN_ATTRIBUTES.has(attribute.name)) return;
    if (parents.some(({ name }) => ['code', 'style', 'script'].includes(name))) return;
    trouble(node, `“${text.slice(0, 40)}” is said without t()`);
  }
}

/** Read many files given as { path: source }; answers { sentences, problems }. */
export function collect(sources) {
  const files = Object.entries(sources).map(([path, source]) => read(source, path));
  const byPath = new Map(files.map((file) => [file.path, file]));
  const registered = (file) => file.registers || file.imports.some((from) => from.endsWith('.json'));
  const imported = (file) =>
    file.imports.map((from) => {
      const path = join(dirname(file.path), from);
      return byPath.get(path) ?? byPath.get(`${path}.ts`) ?? byPath.get(join(path, 'index.ts'));
    });
  const unregistered = files
    .filter((file) => ![file, ...imported(file)].some((each) => each && registered(each)))
    .flatMap(({ computed }) => computed);
  return {
    sentences: files.flatMap(({ sentences }) => sentences),
    problems: [...files.flatMap(({ problems }) => problems), ...unregistered],
  };
}

/** The written texts an argument can be: one, those of both arms of a condition, or none if it is computed. */
function textsOf(node) {
  if (!node) return [];
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : [];
  if (node.type === 'TemplateLiteral') return node.expressions.length ? [] : [node.quasis[0].value.cooked];
  if (node.type === 'ConditionalExpression') {
    const arms = [textsOf(node.consequent), textsOf(node.alternate)];
    return arms.every((arm) => arm.length) ? arms.flat() : [];
  }
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    const [left, right] = [textsOf(node.left), textsOf(node.right)];
    return left.length === 1 && right.length === 1 ? [left[0] + right[0]] : [];
  }
  return [];
}

/** The written texts within a table of words: all but its keys and what is meant for the machine. */
function said(node) {
  if (!node) return [];
  if (textsOf(node).length === 1) return [node];
  if (node.type === 'ArrayExpression') return node.elements.flatMap(said);
  if (node.type !== 'ObjectExpression') return [];
  return node.properties
    .filter((each) => each.type === 'Property' && !UNSAID.has(each.key.name ?? each.key.value))
    .flatMap(({ value }) => said(value));
}

function walk(node, visit, parents = []) {
  if (!node || typeof node !== 'object') return;
  if (Array.isArray(node)) {
    node.forEach((each) => walk(each, visit, parents));
    return;
  }
  if (typeof node.type === 'string') visit(node, parents);
  for (const [key, value] of Object.entries(node)) {
    // The stylesheet says nothing, and comments and positions are no children.
    if (!['css', 'loc', 'comments', 'tokens', 'leadingComments', 'trailingComments'].includes(key)) {
      walk(value, visit, typeof node.type === 'string' ? [node, ...parents] : parents);
    }
  }
}

function sourcesOfTheApp() {
  const src = resolve(ROOT, 'web/src');
  const paths = readdirSync(src, { recursive: true })
    .map((name) => relative(ROOT, join(src, name)))
    .filter((path) => /\.(ts|svelte)$/.test(path) && !MADE.test(path))
    .sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(JSON.stringify(collect(sourcesOfTheApp())));
}
