import type { IncomingMessage } from 'node:http';
import type { Workspace } from '@smartops/contract';
import type { Authority, Identified, Refusal } from '../platform/http/authorise.ts';
import type { Caller } from '../platform/http/caller.ts';
import { createCallerCache } from './caller-cache.ts';
import { callerStore, type Found } from './caller-store.ts';
import type { Sql } from './context.ts';
import { type CookieRules, renewedCookie, sessionCookieName } from './cookies.ts';
import { type Credential, credentialOf } from './credential.ts';
import { hashOf } from './token.ts';

/** How long a session lasts without a request, and at most. */
export const idleMs = 12 * 3_600_000;
const longestMs = 30 * 24 * 3_600_000;
const noteEveryMs = 5 * 60_000;

export interface AuthorityOptions {
  readonly database: Pick<Sql, 'execute'>;
  readonly workspace: string;
  readonly secret: string;
  readonly cookies: CookieRules;
  readonly now: () => number;
  readonly refused: (refusal: Refusal) => void;
}

export interface SignInAuthority extends Authority {
  /** Forgets whom it knew, after something has changed. */
  forget(): void;
}

/** Everybody shows a session or a key. Who they are is remembered for seconds, so that most requests need no database. */
export function signInAuthority(options: AuthorityOptions): SignInAuthority {
  const { database, workspace, cookies, secret, now, refused } = options;
  const store = callerStore(database, workspace);
  const cache = createCallerCache(now);
  const keyring = { cookieName: sessionCookieName(cookies), secret };

  async function lookUp(credential: Credential): Promise<Identified> {
    const at = now();
    const found =
      credential.kind === 'key'
        ? await store.byKey(hashOf(credential.key), at)
        : await store.bySession(credential.token, at);
    return { caller: found?.caller, ...(found && (await note(found, credential, at))) };
  }

  /** Not for every request: it is a write. */
  async function note(
    found: Found,
    credential: Credential,
    at: number,
  ): Promise<Pick<Identified, 'headers'>> {
    if (at - found.seenAt < noteEveryMs) return {};
    const id = found.caller.standing.replace(/^\w+:/, '');
    if (credential.kind === 'key') return store.noteKey(id, at).then(() => ({}));
    const until = Math.min(at + idleMs, found.startedAt + longestMs);
    await store.noteSession(id, at, until);
    if (credential.cookie === undefined) return {};
    const seconds = Math.round((until - at) / 1_000);
    return { headers: { 'set-cookie': renewedCookie(cookies, credential.cookie, seconds) } };
  }

  return {
    workspace,
    refused,
    forget: cache.clear,
    identify(request) {
      const credential = credentialOf(request, keyring);
      if (!credential) return nobody;
      const key = cacheKey(credential);
      const known = cache.find(key);
      return known ?? cache.remember(key, () => lookUp(credential));
    },
    recall(request) {
      const credential = credentialOf(request, keyring);
      return credential && cache.find(cacheKey(credential))?.caller;
    },
  };
}

const nobody: Identified = { caller: undefined };

function cacheKey(credential: Credential): string {
  return hashOf(credential.kind === 'key' ? `key ${credential.key}` : `session ${credential.token}`);
}

/** On an open installation everybody is whoever sits at the machine, and that is its administrator. */
export function loopbackAuthority(workspace: Workspace): Authority {
  const caller: Caller = {
    kind: 'loopback',
    id: 'loopback',
    name: 'Administrator of this machine',
    email: null,
    role: 'admin',
    approver: true,
    scopes: null,
    workspace,
    standing: '',
  };
  const answer = { caller };
  return {
    workspace: workspace.id,
    identify: (_request: IncomingMessage) => answer,
    recall: () => caller,
    refused() {},
  };
}
