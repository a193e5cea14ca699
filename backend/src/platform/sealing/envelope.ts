import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { BrokenSealError } from './errors.ts';
import type { SealingKey } from './key.ts';

/** What a value is sealed for: it opens nowhere else. */
export interface Place {
  readonly workspace: string;
  readonly name: string;
}

const algorithm = 'aes-256-gcm';
const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const keyIdEnd = 5;
const nonceEnd = keyIdEnd + nonceBytes;

/** AES-256-GCM as: version (1 byte) · key id (4) · nonce (12) · ciphertext · tag (16). */
export function seal(plain: string, place: Place, key: SealingKey): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key.bytes, nonce, { authTagLength: tagBytes });
  cipher.setAAD(associated(place, key));
  const body = [cipher.update(plain, 'utf8'), cipher.final()];
  return Buffer.concat([Buffer.of(version), Buffer.from(key.id, 'hex'), nonce, ...body, cipher.getAuthTag()]);
}

/** The id of the key that an envelope was sealed under. Throws BrokenSealError when it is not an envelope. */
export function keyIdOf(envelope: Buffer): string {
  if (envelope[0] !== version || envelope.length < nonceEnd + tagBytes)
    throw new BrokenSealError('This is not a sealed value that this version can read.');
  return envelope.toString('hex', 1, keyIdEnd);
}

/** Throws BrokenSealError when any bit is not as it was sealed, or the place is another one. */
export function unseal(envelope: Buffer, place: Place, key: SealingKey): string {
  const tagStart = envelope.length - tagBytes;
  const decipher = createDecipheriv(algorithm, key.bytes, envelope.subarray(keyIdEnd, nonceEnd), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(associated(place, key));
  decipher.setAuthTag(envelope.subarray(tagStart));
  try {
    const plain = decipher.update(envelope.subarray(nonceEnd, tagStart));
    return Buffer.concat([plain, decipher.final()]).toString('utf8');
  } catch {
    throw new BrokenSealError(`The sealed value ${place.name} was changed, or does not belong here.`);
  }
}

function associated({ workspace, name }: Place, { id }: SealingKey): Buffer {
  return Buffer.from(JSON.stringify(['smartops-secret', version, workspace, name, id]));
}
