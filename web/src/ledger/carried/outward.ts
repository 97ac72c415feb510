/** Handing over: what this phone has that the hub lacks, as a file only the hub can open (docs/protocol.md 7). */
import { encode } from '../columns';
import { compose, keyOf, unsent } from '../compose';
import type { Entry } from '../entry';
import { LedgerError } from '../errors';
import { EMPTY_DIGEST, entryHash, toggle } from '../hash';
import { signBatch, signChannels } from '../signing';
import { allChannels, getMeta, type Database, type Handed, type HandedLine } from '../store';
import {
  codeOf,
  headOf,
  LAST,
  LAST_OF_PART,
  MORE,
  segmentBytes,
  SEGMENT,
  SIGNATURE,
  TO_HUB,
  type Bytes,
  type Head,
  type Start,
} from './layout';
import { hashOf, packed, seal, wrap } from './sealing';

export interface HandingOver {
  /** One file, or its parts. */
  files: Blob[];
  /** The receipt, as soon as somebody has said who takes it along. */
  handed: Omit<Handed, 'by' | 'at'>;
}

/** More than any phone writes between two contacts is cut into several batches by its size. */
const ALL = Number.MAX_SAFE_INTEGER;
const AT_ONCE = 1000;
export const KIND = 'application/x-debo';

/** Make the file; LedgerError `not_joined` while this phone doesn't know its hub's key. */
export async function handOver(db: Database, partSize = Infinity): Promise<HandingOver> {
  const [hub, device, keys] = await Promise.all([
    getMeta(db, 'hub'),
    getMeta(db, 'device'),
    getMeta(db, 'keys'),
  ]);
  if (!hub || !keys) throw new LedgerError('not_joined');
  const entries = await waiting(db);
  const messages = await messagesOf(db, entries, keys.privateKey);
  const ring = { device: hub.device, carryKey: hub.carry_key };
  const parts = await writeParts(device!, ring, keys.privateKey, messages, partSize);
  const lines = linesOf(entries);
  return { files: parts.map(({ blob }) => blob), handed: { code: parts[0]!.code, device: device!, lines } };
}

/** All own entries that the hub lacks, in the order in which they were written. */
async function waiting(db: Database): Promise<Entry[]> {
  return unsent(db, await allChannels(db), ALL, ALL);
}

/** How far this phone has read, then its batches, each small enough for a segment. */
async function messagesOf(db: Database, entries: readonly Entry[], signer: CryptoKey): Promise<Bytes[]> {
  const { request } = await compose(db, 0, false);
  const messages = [await packed(request)];
  for (let at = 0; at < entries.length; at += AT_ONCE)
    messages.push(...(await batches(entries.slice(at, at + AT_ONCE), signer)));
  return messages;
}

async function batches(entries: readonly Entry[], signer: CryptoKey): Promise<Bytes[]> {
  const hashes = entries.map(entryHash);
  const signature = await signBatch(signer, hashes);
  const signatures = await signChannels(signer, entries, hashes);
  const text = await packed({ v: 1, batch: encode(entries, keyOf), signature, signatures });
  if (text.length <= SEGMENT || entries.length === 1) return [text];
  const half = entries.length >> 1;
  return [
    ...(await batches(entries.slice(0, half), signer)),
    ...(await batches(entries.slice(half), signer)),
  ];
}

interface Part {
  blob: Blob;
  code: string;
}

async function writeParts(
  maker: string,
  reader: { device: string; carryKey: string },
  signer: CryptoKey,
  messages: readonly Bytes[],
  partSize: number,
): Promise<Part[]> {
  const file = crypto.getRandomValues(new Uint8Array(16));
  const time = Math.floor(Date.now() / 1000);
  const parts: Part[] = [];
  for (let from = 0; from < messages.length;) {
    const start: Start = { maker, file, direction: TO_HUB, time, part: parts.length + 1 };
    const key = crypto.getRandomValues(new Uint8Array(16));
    const head = headOf(start, [await wrap(start, reader.device, reader.carryKey, new Map([[0, key]]))]);
    const to = from + fitting(head, messages.slice(from), partSize);
    const hash = await hashOf(head.raw);
    const pieces: Bytes[] = [head.raw];
    for (const [place, text] of messages.slice(from, to).entries()) {
      const isEnd = from + place === to - 1;
      const last = !isEnd ? MORE : to === messages.length ? LAST : LAST_OF_PART;
      pieces.push(segmentBytes(await seal(hash, { place, ring: 0, last }, text, key, signer)));
    }
    parts.push({ blob: new Blob(pieces, { type: KIND }), code: codeOf(hash) });
    from = to;
  }
  return parts;
}

/** How many of the messages go into a part of this size; one at least. */
function fitting(head: Head, messages: readonly Bytes[], partSize: number): number {
  // A segment is longer than its text by its heading, the seal's tag and the signature.
  const around = 7 + 16 + SIGNATURE;
  let size = head.raw.length;
  const count = messages.findIndex(({ length }) => (size += length + around) > partSize);
  return count < 0 ? messages.length : Math.max(1, count);
}

function linesOf(entries: readonly Entry[]): HandedLine[] {
  const lines = new Map<string, HandedLine>();
  for (const entry of entries) {
    const { channel, n } = entry;
    const line = lines.get(channel) ?? { channel, from: n, to: n, digest: EMPTY_DIGEST };
    const digest = toggle(line.digest, entryHash(entry));
    lines.set(channel, { channel, from: Math.min(line.from, n), to: Math.max(line.to, n), digest });
  }
  return [...lines.values()];
}

/** The text in a receipt's QR: the hub compares it entry by entry. */
export const receiptText = ({ code, device, lines }: Handed): string =>
  ['DEBO', code, device, ...lines.flatMap((one) => [one.channel, `${one.from}-${one.to}`, one.digest])].join(
    ' ',
  );
