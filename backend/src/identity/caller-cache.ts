import type { Identified } from '../platform/http/authorise.ts';
import type { Caller } from '../platform/http/caller.ts';

export interface CallerCache {
  find(key: string): Identified | undefined;
  /** Looks up once for all who ask at the same time. */
  remember(key: string, lookUp: () => Promise<Identified>): Promise<Identified>;
  clear(): void;
}

const keepMs = 5_000;
const mostEntries = 5_000;

/** Who is behind a credential, strangers too, for five seconds. What is looked up while it is cleared is not kept. */
export function createCallerCache(now: () => number): CallerCache {
  const known = new Map<
    string,
    { readonly answer: { readonly caller: Caller | undefined }; readonly until: number }
  >();
  const asking = new Map<string, Promise<Identified>>();

  async function ask(key: string, lookUp: () => Promise<Identified>): Promise<Identified> {
    const until = now() + keepMs;
    const own = lookUp();
    asking.set(key, own);
    try {
      const found = await own;
      if (asking.get(key) === own) {
        if (known.size >= mostEntries) known.clear();
        // The headers were for one reply.
        known.set(key, { answer: { caller: found.caller }, until });
      }
      return found;
    } finally {
      if (asking.get(key) === own) asking.delete(key);
    }
  }

  return {
    find(key) {
      const entry = known.get(key);
      if (!entry || entry.until > now()) return entry?.answer;
      known.delete(key);
      return undefined;
    },
    remember: (key, lookUp) => asking.get(key) ?? ask(key, lookUp),
    clear() {
      known.clear();
      asking.clear();
    },
  };
}
