/**
 * Keeps the app on the phone, so that it starts without a network. It knows the files of one build and answers only
 * for those; everything else, and above all /api, goes to the network untouched.
 */
const worker = globalThis as unknown as ServiceWorkerGlobalScope;

// Both are put in by the build (build/precache.ts).
declare const __FILES__: string[];
declare const __BUILD__: string;

const CACHE = `debo-${__BUILD__}`;
const START = new URL('./', worker.location.href).href;
const FILES = new Set(__FILES__.map((file) => new URL(file, START).href));

worker.addEventListener('install', (event) => event.waitUntil(fill()));

// The new version is used at the next start: a screen that is open keeps the files it was made of.
worker.addEventListener('activate', (event) => event.waitUntil(sweep()));

worker.addEventListener('message', ({ data }) => {
  if (data === 'use') void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  const address = url.split(/[?#]/)[0]!;
  const file = address === `${START}index.html` ? START : address;
  if (method === 'GET' && FILES.has(file)) event.respondWith(serve(file, event.request));
});

async function serve(file: string, request: Request): Promise<Response> {
  return (await (await caches.open(CACHE)).match(file)) ?? fetch(request);
}

/** Every file of this build; all or nothing, for a build with a hole would not start offline. */
async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  const queue = [...FILES];
  const fetcher = async (): Promise<void> => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) await keep(cache, file);
  };
  // Two at a time: a browser opens six connections, and the exchange must not wait behind a hundred files.
  await Promise.all([fetcher(), fetcher()]);
}

/** What an older build, or an attempt that was cut, kept under the same name is taken over: it needs no bytes. */
async function keep(cache: Cache, file: string): Promise<void> {
  // Only names that carry their content's hash may be taken from anywhere but the hub itself.
  const isHashed = file.startsWith(`${START}assets/`);
  const found = isHashed ? await caches.match(file) : undefined;
  const response = found ?? (await fetch(file, { cache: isHashed ? 'default' : 'no-cache' }));
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  await cache.put(file, response);
}

async function sweep(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith('debo-') && name !== CACHE).map((name) => caches.delete(name)),
  );
}
