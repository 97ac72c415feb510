/** From the pack to the file somebody takes along, and the key that opens it. */
import { inEach, language, LANGUAGES, t, type LanguageCode } from '../../languages';
import { together, type Content } from './blocks';
import { pageOf, type Shell } from './file';
import { newKey } from './key';
import type { Sources } from './lines';
import { packOf } from './pack';
import { sealContent, toText } from './sealing';

export interface Made {
  file: File;
  key: string;
}

/** Above this a pack without a voice is too large for the thinnest ways (FEATURES N7). */
export const MOST_BYTES = 300_000;

/** The one script of the page; kept with the app, so that it is there with no network. */
const scriptText = async (): Promise<string> => {
  const address = new URL('./handover.js', location.href).href;
  // A page opened before the app was kept on the phone isn't served by the worker yet: look there first.
  const kept = await globalThis.caches?.match(address);
  const answer = kept ?? (await fetch(address));
  if (!answer.ok) throw new Error(`handover.js: ${answer.status}`);
  return answer.text();
};

/** Make the file in every language, the reader's own first. */
export async function makeFile(from: Sources, voice: Blob | null, script = scriptText): Promise<Made> {
  const codes = Object.keys(LANGUAGES) as LanguageCode[];
  const languages = [language.code, ...codes.filter((code) => code !== language.code)];
  const said = await inEach(languages, () => ({ blocks: packOf(from), shell: shellOf() }));
  const content: Content = {
    v: 1,
    languages,
    blocks: together(
      languages,
      said.map(({ blocks }) => blocks),
    ),
    ...(voice && {
      voice: { type: voice.type, data: toText(new Uint8Array(await voice.arrayBuffer())) },
    }),
  };
  const key = newKey();
  const page = pageOf(
    said.map(({ shell }) => shell),
    sealContent(content, key),
    await script(),
  );
  return { key, file: new File([page], `debo-handover-${from.lastDay}.html`, { type: 'text/html' }) };
}

function shellOf(): Shell {
  return {
    language: language.code,
    title: t('A handover from Debo'),
    lead: t(
      'Whoever gave you this file also gave you a key of twenty letters. It opens the file without a network.',
    ),
    key: t('The key'),
    open: t('Open'),
    wrong: t('This key does not open the file. Please look at each letter once more.'),
    listen: t('Spoken by whoever hands over'),
  };
}
