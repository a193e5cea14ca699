import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What a request shows to say who asks. */
export type Credential =
  | {
      readonly kind: 'session';
      readonly token: string;
      /** As the cookie holds it; undefined when it came in a header. */
      readonly cookie: string | undefined;
    }
  | { readonly kind: 'key'; readonly key: string };

export const keyPrefix = 'soa_';

export interface Keyring {
  /** Of the session's cookie. */
  readonly cookieName: string;
  readonly secret: string;
}

/** A header is meant, a cookie may be left over: so the header alone counts where there is one. */
export function credentialOf({ headers }: IncomingMessage, keyring: Keyring): Credential | undefined {
  const key = headers['x-api-key'];
  if (typeof key === 'string') return { kind: 'key', key };
  const { authorization, cookie = '' } = headers;
  if (authorization !== undefined) {
    const [, bearer = ''] = /^bearer +(\S+)$/i.exec(authorization) ?? [];
    return bearer.startsWith(keyPrefix) ? { kind: 'key', key: bearer } : sessionOf(bearer, keyring);
  }
  const value = cookieOf(cookie, keyring.cookieName);
  const session = value === undefined ? undefined : sessionOf(value, keyring);
  return session && { ...session, cookie: value };
}

/** A token counts only with our signature, so that whoever reads the database cannot sign in with what stands there. */
function sessionOf(signed: string, { secret }: Keyring): (Credential & { kind: 'session' }) | undefined {
  const token = signedText(signed, secret);
  return token === undefined ? undefined : { kind: 'session', token, cookie: undefined };
}

/** What was signed by us; undefined when it was not. */
export function signedText(signed: string, secret: string): string | undefined {
  const text = signed.includes('%') ? decoded(signed) : signed;
  const dot = text.lastIndexOf('.');
  const said = text.slice(0, dot);
  const expected = createHmac('sha256', secret).update(said).digest();
  const given = Buffer.from(text.slice(dot + 1), 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected) ? said : undefined;
}

export function cookieOf(header: string, name: string): string | undefined {
  for (const part of header.split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name) return value;
  }
  return undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
