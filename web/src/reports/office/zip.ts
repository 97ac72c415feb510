/** Files put together into one ZIP, as office programs read it (APPNOTE 6.3): packed where the browser can, else stored. */
export interface Entry {
  name: string;
  content: string | Uint8Array;
}

// 1980-01-01, the first day a ZIP knows: the same entries give the same bytes.
const DAY = 0x21;

/** The bytes of the archive. */
export async function zipOf(entries: Entry[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const index: Uint8Array[] = [];
  let at = 0;
  for (const { name, content } of entries) {
    const plain = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const packed = await deflated(plain);
    const body = packed ?? plain;
    const label = new TextEncoder().encode(name);
    // Version, flags (names in UTF-8), method, time, day, sum, packed and plain size, length of the name, no extras.
    const about = bytesOf([
      [20, 2],
      [0x800, 2],
      [packed ? 8 : 0, 2],
      [0, 2],
      [DAY, 2],
      [crc32(plain), 4],
      [body.length, 4],
      [plain.length, 4],
      [label.length, 2],
      [0, 2],
    ]);
    const local = [bytesOf([[0x04034b50, 4]]), about, label, body];
    index.push(
      bytesOf([
        [0x02014b50, 4],
        [20, 2],
      ]),
      about,
      bytesOf([
        [0, 2],
        [0, 2],
        [0, 2],
        [0, 4],
        [at, 4],
      ]),
      label,
    );
    parts.push(...local);
    at += local.reduce((sum, one) => sum + one.length, 0);
  }
  const size = index.reduce((sum, one) => sum + one.length, 0);
  const end = bytesOf([
    [0x06054b50, 4],
    [0, 4],
    [entries.length, 2],
    [entries.length, 2],
    [size, 4],
    [at, 4],
    [0, 2],
  ]);
  return joined([...parts, ...index, end]);
}

/** Numbers, the lowest byte first. */
function bytesOf(numbers: [number: number, size: number][]): Uint8Array {
  return Uint8Array.from(
    numbers.flatMap(([number, size]) =>
      Array.from({ length: size }, (_, byte) => Math.floor(number / 256 ** byte) % 256),
    ),
  );
}

function joined(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function deflated(plain: Uint8Array): Promise<Uint8Array | null> {
  try {
    // Safari before 16.4 knows no streams, and some browsers only zlib's own: stored then.
    const packed = new Blob([plain as BlobPart]).stream().pipeThrough(new CompressionStream('deflate-raw'));
    return new Uint8Array(await new Response(packed).arrayBuffer());
  } catch {
    return null;
  }
}

/** The checksum of ISO 3309. */
export function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
