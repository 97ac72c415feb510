/** Tells the service worker which files a build consists of. */
import type { Plugin } from 'vite';

/** `publicFiles`: what is copied as it is, and so isn't among what the build made. */
export function precache(worker: string, publicFiles: readonly string[]): Plugin {
  return {
    name: 'debo-precache',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const made = Object.keys(bundle).filter(
        (file) => file !== worker && file !== 'index.html' && !file.endsWith('.map'),
      );
      // The page itself is kept under the address of the start.
      const files = ['./', ...made, ...publicFiles].sort();
      const chunk = bundle[worker];
      if (chunk?.type !== 'chunk') throw new Error(`${worker} is not in the build`);
      chunk.code = chunk.code
        .replace(/\b__FILES__\b/g, () => JSON.stringify(files))
        .replace(/\b__BUILD__\b/g, () => JSON.stringify(nameOf(bundle)));
    },
  };
}

/** A build is named by what is in it: the same content is the same build, and no phone fetches it twice. */
function nameOf(
  bundle: Record<
    string,
    { fileName: string } & ({ type: 'chunk'; code: string } | { type: 'asset'; source: string | Uint8Array })
  >,
): string {
  let hash = 5381;
  const add = (text: string): void => {
    for (let i = 0; i < text.length; i++) hash = (hash * 33 + text.charCodeAt(i)) >>> 0;
  };
  for (const file of Object.values(bundle).sort((a, b) => (a.fileName < b.fileName ? -1 : 1))) {
    add(file.fileName);
    if (file.type === 'chunk') add(file.code);
    else if (typeof file.source === 'string') add(file.source);
  }
  return hash.toString(36);
}
