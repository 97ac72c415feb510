/**
 * The script inside a handover file (build/alone.ts makes it one script of its own): asks for the key, opens the
 * content and shows it. It needs no app, no network and no storage, and keeps nothing.
 */
import { textIn, type Content, type Drawn, type Kind } from './blocks';
import type { Shell } from './file';
import { keyLetters, KEY_LETTERS } from './key';
import { fromText, openContent } from './sealing';

const NAMES: Record<string, string> = { en: 'English', am: 'አማርኛ', om: 'Afaan Oromoo' };
const TAGS: Record<Kind, string> = {
  title: 'h1',
  under: 'p',
  part: 'h2',
  lead: 'p',
  line: 'p',
  quiet: 'p',
  chart: 'p',
};
const SVG = 'http://www.w3.org/2000/svg';

const { shells, sealed } = JSON.parse(document.getElementById('data')?.textContent ?? '{}') as {
  shells: Shell[];
  sealed: string;
};
const main = document.getElementById('main')!;
let at = Math.max(
  0,
  shells.findIndex(({ language }) => navigator.language.startsWith(language)),
);
let content: Content | null = null;

function put(tag: string, text = '', into: Element = main, kind = ''): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  if (kind) made.className = kind;
  into.append(made);
  return made;
}

function show(): void {
  const shell = shells[at]!;
  document.documentElement.lang = shell.language;
  main.replaceChildren();
  const languages = put('nav');
  shells.forEach(({ language }, index) => {
    const button = put('button', NAMES[language] ?? language, languages);
    button.setAttribute('type', 'button');
    button.setAttribute('aria-pressed', String(index === at));
    button.lang = language;
    button.addEventListener('click', () => {
      at = index;
      show();
    });
  });
  if (content) read(content, shell);
  else ask(shell);
}

function ask(shell: Shell): void {
  put('h1', shell.title);
  put('p', shell.lead);
  const form = put('form');
  put('label', shell.key, form).setAttribute('for', 'key');
  const input = put('input', '', form) as HTMLInputElement;
  Object.assign(input, { id: 'key', autocomplete: 'off', spellcheck: false });
  const wrong = put('p', '', form, 'wrong');
  wrong.setAttribute('role', 'alert');
  put('button', shell.open, form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const letters = keyLetters(input.value);
    content = letters.length === KEY_LETTERS ? openContent(sealed, letters) : null;
    if (content) show();
    else wrong.textContent = shell.wrong;
  });
}

function read({ languages, blocks, voice }: Content, shell: Shell): void {
  const language = Math.max(0, languages.indexOf(shell.language));
  blocks.forEach((block, index) => {
    put(TAGS[block.kind], textIn(block, language), main, block.kind);
    if (block.chart) draw(block.chart);
    // The voice stands right below the head of the page: who has it, listens first.
    if (voice && block.kind === 'under' && index < 3) play(voice, shell);
  });
  scrollTo(0, 0);
}

function play(voice: { type: string; data: string }, shell: Shell): void {
  put('p', shell.listen, main, 'line');
  const audio = put('audio') as HTMLAudioElement;
  audio.controls = true;
  audio.setAttribute('aria-label', shell.listen);
  audio.src = URL.createObjectURL(new Blob([fromText(voice.data)], { type: voice.type }));
}

/** The words beside a chart say what it shows; the drawing is for those who look. */
function draw(chart: Drawn): void {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 320 84');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  for (const part of ['centre', 'line', 'dots'] as const) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', chart[part]);
    path.setAttribute('class', part);
    svg.append(path);
  }
  main.append(svg);
}

show();
