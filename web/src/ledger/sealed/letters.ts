/** Keys sealed to somebody who isn't at work, or to the hub: HPKE (RFC 9180) as for carried files. */
import { suite } from '../carried/sealing';
import { textBytes } from '../sha1';
import { HUB, type Bytes } from '../store';

/** 65 bytes of `enc`, then 32 + 16; the hub reads it in `debo/ledger/locks.py`. */
const ENC = 65;

const infoOf = (channel: string, person: string): ArrayBuffer =>
  textBytes(person === HUB ? `debo-lock-1\n${channel}` : `debo-letter-1\n${channel}\n${person}`).buffer;

export async function sealTo(publicKey: Bytes, key: Bytes, channel: string, person: string): Promise<Bytes> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(publicKey.slice().buffer);
  const { enc, ct } = await suite.seal(
    { recipientPublicKey, info: infoOf(channel, person) },
    key.slice().buffer,
  );
  const both = new Uint8Array(ENC + ct.byteLength);
  both.set(new Uint8Array(enc));
  both.set(new Uint8Array(ct), ENC);
  return both;
}

/** Undefined when it wasn't sealed to this pair. */
export async function openLetter(
  pair: CryptoKeyPair,
  sealed: Bytes,
  channel: string,
  person: string,
): Promise<Bytes | undefined> {
  const recipient = {
    recipientKey: pair,
    enc: sealed.slice(0, ENC).buffer,
    info: infoOf(channel, person),
  };
  return suite.open(recipient, sealed.slice(ENC).buffer).then(
    (key) => new Uint8Array(key),
    () => undefined,
  );
}
