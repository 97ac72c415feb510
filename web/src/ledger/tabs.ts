/** Several tabs of one app share one storage: each tells the others what it wrote. */

export type News =
  /** These records changed: read them again. [channel, type, record] */
  | { records: [string, string, string][] }
  /** Much changed. */
  | { everything: true };

/** More than this is told as "everything". */
const MANY = 200;

export class Tabs {
  readonly #channel: BroadcastChannel | undefined;

  constructor(name: string, heard: (news: News) => void) {
    if (typeof BroadcastChannel === 'undefined') return;
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }: MessageEvent<News>) => heard(data);
  }

  tell(rows: readonly { channel: string; type: string; record: string }[]): void {
    const news: News =
      rows.length > MANY
        ? { everything: true }
        : { records: rows.map(({ channel, type, record }) => [channel, type, record]) };
    this.#channel?.postMessage(news);
  }

  tellEverything(): void {
    this.#channel?.postMessage({ everything: true });
  }

  close(): void {
    this.#channel?.close();
  }
}
