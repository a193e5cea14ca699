import { createHash, randomBytes } from 'node:crypto';
import { SealingKeyError } from './errors.ts';

export interface SealingKey {
  /** The first eight hex characters of the key's SHA-256. */
  readonly id: string;
  readonly bytes: Buffer;
}

const keyBytes = 32;

/** Reads 32 bytes of base64. `from` names the place for the message; throws SealingKeyError. */
export function parseKey(text: string, from: string): SealingKey {
  const bytes = Buffer.from(text, 'base64');
  // Node reads base64 leniently: only text that it would write itself is one key and no other.
  if (bytes.length !== keyBytes || bytes.toString('base64') !== text)
    throw new SealingKeyError(
      `${from} is not ${keyBytes} bytes of base64. Make one with: openssl rand -base64 ${keyBytes}`,
    );
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
}

export function newKeyText(): string {
  return randomBytes(keyBytes).toString('base64');
}
