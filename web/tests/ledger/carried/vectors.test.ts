/** Carried files satisfy vectors/carried.json, and HPKE the vectors of RFC 9180. */
import { describe, expect, test } from 'vitest';
import vectors from '../../../../vectors/carried.json';
import { codeOf, readFile, unhex, type Bytes } from '../../../src/ledger/carried/layout';
import { openAll, type Reader } from '../../../src/ledger/carried/opening';
import { hashOf, signKey, suite } from '../../../src/ledger/carried/sealing';
import { base64url } from '../../../src/ledger/signing';
import { hex } from '../../../src/ledger/sha1';

interface Keys {
  sign: string;
  carry: string;
  carry_private: string;
}
const devices = vectors.devices as Record<string, Keys>;

/** The pair of a reader; its halves are in the vectors. */
async function carryKeys({ carry, carry_private: d }: Keys): Promise<CryptoKeyPair> {
  const point = unhex(carry);
  const jwk = {
    ...{ kty: 'EC', crv: 'P-256', d: base64url(unhex(d)) },
    ...{ x: base64url(point.subarray(1, 33)), y: base64url(point.subarray(33)) },
  };
  const how = { name: 'ECDH', namedCurve: 'P-256' };
  return {
    privateKey: await crypto.subtle.importKey('jwk', jwk, how, false, ['deriveBits']),
    publicKey: await crypto.subtle.importKey('raw', point, how, true, []),
  };
}

const reader = async (device: string): Promise<Reader> => ({
  device,
  keys: await carryKeys(devices[device]!),
  makerKey: (maker) =>
    vectors.known.includes(maker)
      ? signKey(base64url(unhex(devices[maker]!.sign)))
      : Promise.resolve(undefined),
});

async function opened(file: Bytes, device: string): Promise<{ read: object[]; refused: string[] }> {
  const [read, refused]: [object[], string[]] = [[], []];
  for await (const found of openAll(new Blob([file]), await reader(device)))
    if ('refused' in found) refused.push(found.refused);
    else if ('message' in found) read.push(found.message);
  return { read, refused };
}

describe('files that the hub reads and writes too', () => {
  test.each(vectors.cases)('$name', async ({ file, reader, read, refused }) => {
    expect(await opened(unhex(file), reader)).toEqual({ read, refused });
  });

  test('the head is what it says', async () => {
    const [expected] = vectors.heads;
    for await (const found of readFile(new Blob([unhex(expected!.file)])))
      if ('head' in found) {
        const { maker, direction, time, part, readers, raw } = found.head;
        const told = { maker, direction, time, part, readers: readers.map(({ device }) => device) };
        expect({ ...told, code: codeOf(await hashOf(raw)), file: expected!.file }).toEqual(expected);
      }
  });
});

test('a flipped bit never changes what is read', async () => {
  const [whole] = vectors.cases;
  const size = whole!.file.length / 2;
  for (let at = 0; at < size; at += 17) {
    const file = unhex(whole!.file);
    file[at]! ^= 1 << (at % 8);
    const { read, refused } = await opened(file, whole!.reader);
    expect(refused).not.toEqual([]);
    for (const one of read) expect(whole!.read).toContainEqual(one);
  }
});

test('HPKE seals what RFC 9180 prints (A.3.1, sequence number 0)', async () => {
  const recipient = await suite.kem.deriveKeyPair(
    unhex('668b37171f1072f3cf12ea8a236a45df23fc13b82af3609ad1e354f6ef817550').buffer,
  );
  const sender = await suite.createSenderContext({
    recipientPublicKey: recipient.publicKey,
    info: unhex('4f6465206f6e2061204772656369616e2055726e').buffer,
    ekm: unhex('4270e54ffd08d79d5928020af4686d8f6b7d35dbe470265f1f5aa22816ce860e').buffer,
  });
  const sealed = await sender.seal(
    unhex('4265617574792069732074727574682c20747275746820626561757479').buffer,
    unhex('436f756e742d30').buffer,
  );
  expect(hex(new Uint8Array(sender.enc))).toBe(
    '04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac9' +
      '8536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4',
  );
  expect(hex(new Uint8Array(sealed))).toBe(
    '5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434',
  );
});
