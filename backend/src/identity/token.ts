import { createHash, randomBytes } from 'node:crypto';

/** 256 bits that fit into an address. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token. It is random, so nothing slower than SHA-256 is needed. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

// Without 0 O 1 I, which look alike on paper.
const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** 60 bits for a person to copy: `K7QM-2XHD-94TB`. */
export function newSpokenToken(): string {
  const text = [...randomBytes(12)].map((byte) => letters[byte % letters.length]).join('');
  return text.replace(/(.{4})(?=.)/g, '$1-');
}

/** As typed, in any case, with or without the dashes. */
export function spoken(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '');
}
