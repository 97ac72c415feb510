import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { HubError } from '../../src/ledger/errors';
import { ask } from '../../src/ledger/wire';

beforeEach(() => void vi.stubGlobal('location', { href: 'https://debo.example/app/#/join/AB12' }));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const answers = (response: () => Response | Promise<Response>) => {
  const fetched = vi.fn<(address: string, how: RequestInit) => Promise<Response>>(async () => response());
  vi.stubGlobal('fetch', fetched);
  return fetched;
};
const failing = (asked: Promise<unknown>): Promise<HubError> =>
  asked.then(
    () => expect.fail(),
    (error) => error as HubError,
  );

describe('asking the hub', () => {
  test('goes to where the app came from, with the names it needs', async () => {
    const fetched = answers(() => Response.json({ ok: 1 }));
    expect(await ask('hub')).toEqual({ ok: 1 });
    expect(await ask('invitations', { body: { person: 'x' }, token: 'd:t', person: 'p' })).toEqual({ ok: 1 });
    expect(fetched.mock.calls.map(([address, { method }]) => [address, method])).toEqual([
      ['https://debo.example/app/api/hub', 'GET'],
      ['https://debo.example/app/api/invitations', 'POST'],
    ]);
    expect(fetched.mock.calls[1]![1].headers).toMatchObject({
      Authorization: 'Debo d:t',
      'Debo-Person': 'p',
    });
  });

  test('zips an exchange', async () => {
    const fetched = answers(() => Response.json({}));
    const body = { text: 'observation '.repeat(200) };
    await ask('sync', { body });
    const sent = fetched.mock.calls[0]![1];
    expect(sent.headers).toMatchObject({ 'Content-Encoding': 'gzip' });
    const unzipped = new Response(sent.body as BodyInit).body!.pipeThrough(new DecompressionStream('gzip'));
    expect(await new Response(unzipped).json()).toEqual(body);
    expect((sent.body as Uint8Array).length).toBeLessThan(100);
  });

  test.each<[number, object, string]>([
    [401, { type: 'unknown_device' }, 'unknown_device'],
    [409, { type: 'forked_device' }, 'unknown_device'],
    [400, { type: 'broken_body' }, 'cut'],
    [400, { type: 'broken_batch' }, 'refused'],
    [429, { type: 'wait' }, 'wait'],
    [503, {}, 'hub_trouble'],
  ])('a %i %j is said as %s', async (status, problem, code) => {
    answers(() => Response.json(problem, { status, headers: { 'Retry-After': '30' } }));
    const error = await failing(ask('sync', { body: {} }));
    expect([error.code, error.waitSeconds, error.problem]).toEqual([code, 30, { status, ...problem }]);
  });

  test('a proxy that answers in its own words is a hub in trouble; one that says yes in them is a cut line', async () => {
    answers(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    expect((await failing(ask('hub'))).code).toBe('hub_trouble');
    answers(() => new Response('<h1>Please log in to this Wi-Fi</h1>'));
    expect((await failing(ask('hub'))).code).toBe('cut');
  });

  test('no network, and an answer that breaks off, are told apart', async () => {
    answers(() => Promise.reject(new TypeError('network')));
    expect((await failing(ask('hub'))).code).toBe('unreachable');
    const broken = new ReadableStream({
      start: (stream) => stream.enqueue(new TextEncoder().encode('{"a":')),
      pull: (stream) => stream.error(new TypeError('cut')),
    });
    answers(() => new Response(broken));
    expect((await failing(ask('hub'))).code).toBe('cut');
  });

  test('is patient while bytes flow, for as long as it takes, and gives up on silence', async () => {
    vi.useFakeTimers();
    let stream!: ReadableStreamDefaultController<Uint8Array>;
    answers(() => new Response(new ReadableStream({ start: (controller) => void (stream = controller) })));
    let said: unknown;
    ask('hub').then(
      (answer) => (said = answer),
      (error: HubError) => (said = error.code),
    );
    await vi.advanceTimersByTimeAsync(10);
    for (const piece of ['{"a"', ':[1', ',2', ',3', ']}']) {
      await vi.advanceTimersByTimeAsync(40_000);
      stream.enqueue(new TextEncoder().encode(piece));
    }
    await vi.advanceTimersByTimeAsync(10);
    stream.close();
    await vi.advanceTimersByTimeAsync(10);
    expect(said).toEqual({ a: [1, 2, 3] });
  });

  test('gives up on a hub that says nothing at all', async () => {
    vi.useFakeTimers();
    vi.stubGlobal(
      'fetch',
      (_: string, { signal }: RequestInit) =>
        new Promise((_resolve, reject) =>
          signal!.addEventListener('abort', () => reject(new Error('aborted'))),
        ),
    );
    const failed = failing(ask('hub'));
    await vi.advanceTimersByTimeAsync(61_000);
    expect((await failed).code).toBe('slow');
  });
});
