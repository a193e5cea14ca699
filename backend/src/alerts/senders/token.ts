import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const prefix = 'soa_in_';
const shown = 12;

export interface NewToken {
  readonly token: string;
  readonly hash: string;
  readonly start: string;
}

/** 256 bits, of which only the hash is kept. */
export function newSenderToken(): NewToken {
  const token = `${prefix}${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashOf(token), start: token.slice(0, shown) };
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

export function fits(token: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(token)), Buffer.from(hash));
}

/** The token of a request: as a bearer, or as the password of basic authentication under any name. */
export function tokenIn(authorization: string | undefined): string | undefined {
  const [, scheme = '', value = ''] = /^(\w+)\s+(\S+)$/.exec(authorization?.trim() ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const text = Buffer.from(value, 'base64').toString('utf8');
  return text.includes(':') ? text.slice(text.indexOf(':') + 1) : undefined;
}
