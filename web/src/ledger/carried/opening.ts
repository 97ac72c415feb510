/** Opening what was carried here, in the protocol's order: one segment in memory, the rest refused by reason. */
import { readFile, type Bytes, type Head, type Reason, type Segment } from './layout';
import { Damaged, hashOf, isSigned, unseal, unwrap } from './sealing';

export interface Reader {
  device: string;
  keys: CryptoKeyPair;
  /** The key of a maker who is believed here. */
  makerKey: (device: string) => Promise<CryptoKey | undefined>;
}

export type Opened = { head: Head } | { message: object; head: Head } | { refused: Reason };

export async function* openAll(file: Blob, reader: Reader): AsyncGenerator<Opened> {
  let part: Part | undefined;
  for await (const found of readFile(file)) {
    if ('head' in found) {
      const begun = await begin(found.head, reader);
      part = typeof begun === 'string' ? undefined : begun;
      yield typeof begun === 'string' ? { refused: begun } : { head: found.head };
    } else if ('segment' in found) {
      const opened = part && (await open(part, found.segment));
      if (opened) yield opened;
    } else yield found;
  }
}

interface Part {
  head: Head;
  hash: Bytes;
  maker: CryptoKey;
  keys: Map<number, Bytes>;
}

async function begin(head: Head, { device, keys, makerKey }: Reader): Promise<Part | Reason> {
  const wrapped = head.readers.find((one) => one.device === device);
  if (!wrapped) return 'for_another';
  const maker = await makerKey(head.maker);
  if (!maker) return 'unknown_maker';
  try {
    return { head, hash: await hashOf(head.raw), maker, keys: await unwrap(head, wrapped, keys) };
  } catch (error) {
    if (error instanceof Damaged) return 'damaged';
    throw error;
  }
}

/** Undefined for a ring that isn't this reader's. */
async function open({ head, hash, maker, keys }: Part, segment: Segment): Promise<Opened | undefined> {
  if (!(await isSigned(hash, segment, maker))) return { refused: 'damaged' };
  const key = keys.get(segment.ring);
  if (!key) return undefined;
  try {
    return { message: await unseal<object>(hash, segment, key), head };
  } catch (error) {
    if (error instanceof Damaged) return { refused: 'damaged' };
    throw error;
  }
}
