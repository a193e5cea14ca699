import type { Attempt } from './audit/attempt.ts';

/** Records refused attempts without letting a flood of them fill the disk. */
export interface Refusals {
  note(attempt: Attempt): void;
  /** Records what was only counted so far. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface RefusalOptions {
  readonly append: (attempt: Attempt) => Promise<unknown>;
  readonly failed: (error: unknown) => void;
  readonly windowMs?: number;
  /** Rows in a window; what is beyond becomes one row. */
  readonly mostRows?: number;
}

/** The first of equal attempts is a row at once; those that follow within the window are one more row with their number. */
export function createRefusals({
  append,
  failed,
  windowMs = 60_000,
  mostRows = 60,
}: RefusalOptions): Refusals {
  let seen = new Map<string, { readonly attempt: Attempt; more: number }>();
  let writing = Promise.resolve();
  const write = (attempt: Attempt) => {
    writing = writing.then(() => append(attempt)).then(() => undefined, failed);
  };
  const flush = () => {
    const counted = [...seen.values()].filter(({ more }) => more > 0);
    seen = new Map();
    for (const { attempt, more } of counted)
      write({ ...attempt, detail: { ...attempt.detail, repeated: more } });
    return writing;
  };
  const timer = setInterval(() => void flush(), windowMs);
  timer.unref();
  return {
    note(attempt) {
      const key = seen.size < mostRows ? keyOf(attempt) : beyond;
      const known = seen.get(key) ?? seen.get(keyOf(attempt));
      if (known) {
        known.more++;
        return;
      }
      seen.set(key, {
        attempt: key === beyond ? asOneOfMany(attempt) : attempt,
        more: key === beyond ? 1 : 0,
      });
      if (key !== beyond) write(attempt);
    },
    flush,
    close() {
      clearInterval(timer);
      return flush();
    },
  };
}

const beyond = 'beyond';

function keyOf({ actor, action, target, address, outcome }: Attempt): string {
  return JSON.stringify([actor.kind, actor.id, actor.id ?? actor.name, action, target, address, outcome]);
}

function asOneOfMany({ at, outcome }: Attempt): Attempt {
  return {
    at,
    outcome,
    actor: { kind: 'system', id: null, name: 'audit' },
    action: 'refusals.many',
    reason: 'More attempts were refused than are written down one by one',
  };
}
