import type { IncomingMessage } from 'node:http';
import type { IdentityContext } from './context.ts';
import { type CookieRules, pendingCookieName } from './cookies.ts';
import { cookieOf, signedText } from './credential.ts';
import { personStore } from './person-store.ts';
import { singleUseStore } from './single-use-store.ts';

/** A code counts in its own half minute and in those beside it. */
const codeLastsMs = 120_000;

/** Whether a code of somebody's authenticator comes for the first time (RFC 6238, section 5.2: one code, one entry). */
export function codesOnce({ database, workspace, now }: IdentityContext) {
  const store = singleUseStore(database, workspace);
  return (userId: string, code: string): Promise<boolean> => {
    const at = now();
    return store.spend(
      { token: `${userId} ${code}`, purpose: 'code', bearer: userId, expiresAt: at + codeLastsMs },
      at,
    );
  };
}

export interface PendingTools {
  readonly cookies: CookieRules;
  readonly secret: string;
  /** Whose a half-done sign-in is. */
  readonly find: (identifier: string) => Promise<{ value: string } | null>;
}

/** The address of whoever gave the right password and is now asked for a code. */
export function pendingAccount({ database }: IdentityContext, { cookies, secret, find }: PendingTools) {
  return async ({ headers }: IncomingMessage): Promise<string | undefined> => {
    const cookie = cookieOf(headers.cookie ?? '', pendingCookieName(cookies));
    const identifier = cookie && signedText(cookie, secret);
    const pending = identifier ? await find(identifier) : null;
    return pending ? (await personStore(database).get(pending.value))?.email : undefined;
  };
}
