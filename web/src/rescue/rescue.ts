/**
 * The rescue page: saves everything unsent to a file when the app itself can't start. It shares no file with the app
 * and needs no framework, no catalogue and no network (build/alone.ts makes it one script of its own).
 */
import { rescueFile, unsent } from './unsent';
import { WORDS, type Words } from './words';

const STORAGE = 'debo';

function speech(): [string, Words] {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem('debo.language');
  } catch {
    // Forbidden in some private windows; the phone's own language will do.
  }
  const codes = [chosen, ...navigator.languages.map((tag) => tag.slice(0, 2)), 'en'];
  const code = codes.find((one): one is keyof typeof WORDS => one !== null && one in WORDS) ?? 'en';
  return [code, WORDS[code]];
}

function put(tag: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  document.querySelector('main')?.append(made);
  return made;
}

async function begin(): Promise<void> {
  const [code, words] = speech();
  document.documentElement.lang = code;
  document.title = words.title;
  put('h1', words.title);
  put('p', words.lead);
  const said = put('p', words.looking);
  said.setAttribute('role', 'status');
  try {
    const found = await unsent(STORAGE);
    if (found?.entries.length) {
      said.textContent = words.found.replace('{n}', String(found.entries.length));
      if (!found.key) put('p', words.unjoined);
      offer(words, said, await rescueFile(found), found.device, found.key ? words.saved : words.copied);
    } else said.textContent = words.none;
  } catch {
    said.textContent = words.broken;
  }
  const back = put('a', words.back);
  back.setAttribute('href', './');
}

function offer(words: Words, said: HTMLElement, file: string, device: string, done: string): void {
  const button = put('button', words.save);
  put('p', words.after);
  button.addEventListener('click', () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([file], { type: 'application/json' }));
    link.download = `debo-rescue-${device}-${new Date().toISOString().slice(0, 10)}.json`;
    link.click();
    said.textContent = done;
  });
}

void begin();
