/** Which repositories tell of changes by themselves, so that looking at them can wait. */
export interface Hearing {
  /** A delivery told of this repository; of a run, how it stood at `updatedAt`. */
  heard(repo: string, run?: { readonly id: string; readonly updatedAt: number }): void;
  /** A delivery left something for a look. */
  lookSoon(repo: string): void;
  isDue(repo: string): boolean;
  /** What a good look found. What should have been told and was not ends the trust. */
  looked(repo: string, runs: readonly { readonly id: string; readonly updated_at: number }[]): void;
}

const trustedForMs = 24 * 3_600_000;
const trustedEveryMs = 30 * 60_000;
/** A delivery takes its time, and what it holds may be a little older than what is listed. */
const graceMs = 60_000;
const mostTold = 3_000;

interface Ear {
  readonly since: number;
  readonly last: number;
}

export function createHearing(now: () => number): Hearing {
  const ears = new Map<string, Ear>();
  const lookedAt = new Map<string, number>();
  const told = new Map<string, number>();
  return {
    heard(repo, run) {
      const known = ears.get(repo);
      ears.set(repo, { since: known?.since ?? now(), last: now() });
      if (!run) return;
      told.delete(run.id);
      told.set(run.id, run.updatedAt);
      const oldest = told.keys().next();
      if (told.size > mostTold && !oldest.done) told.delete(oldest.value);
    },
    lookSoon: (repo) => void lookedAt.delete(repo),
    isDue(repo) {
      const [ear, at] = [ears.get(repo), lookedAt.get(repo)];
      const isTrusted = ear !== undefined && now() - ear.last < trustedForMs;
      return !isTrusted || at === undefined || now() - at >= trustedEveryMs;
    },
    looked(repo, runs) {
      lookedAt.set(repo, now());
      const since = (ears.get(repo)?.since ?? now()) + graceMs;
      const wasMissed = runs.some(
        ({ id, updated_at: at }) => at > since && at < now() - graceMs && (told.get(id) ?? 0) + graceMs < at,
      );
      if (wasMissed) ears.delete(repo);
    },
  };
}
