import type { SourceError } from '../source.ts';
import { asSourceError } from './shelf.ts';

const atOnce = 8;
const atMost = 160;
const failureStandsMs = 5 * 60_000;

interface Known<T> {
  readonly value: T | undefined;
  readonly error: SourceError | undefined;
  readonly until: number;
}

/** One fact about each of many things, read one by one: at most 160 a round, each again after `forMs`. */
export class Details<T> {
  private readonly known = new Map<string, Known<T>>();
  private readonly now: () => number;
  private readonly forMs: number;

  constructor(now: () => number, forMs: number) {
    this.now = now;
    this.forMs = forMs;
  }

  get(name: string): T | undefined {
    return this.known.get(name)?.value;
  }

  /** Reads what is missing or old and forgets what is not in `names`. Returns a failure that still stands. */
  async refresh(
    names: readonly string[],
    ask: (name: string) => Promise<T>,
  ): Promise<SourceError | undefined> {
    const wanted = new Set(names);
    for (const name of this.known.keys()) if (!wanted.has(name)) this.known.delete(name);
    const due = names.filter((name) => (this.known.get(name)?.until ?? 0) <= this.now()).slice(0, atMost);
    for (let from = 0; from < due.length; from += atOnce) {
      const group = due.slice(from, from + atOnce);
      const read = await Promise.all(group.map((name) => this.readOne(name, ask)));
      // Where nobody may look, looking at the rest would only cost time.
      if (!read.includes(true)) break;
    }
    return [...this.known.values()].find(({ error }) => error)?.error;
  }

  private async readOne(name: string, ask: (name: string) => Promise<T>): Promise<boolean> {
    try {
      this.known.set(name, { value: await ask(name), error: undefined, until: this.now() + this.forMs });
      return true;
    } catch (error) {
      const until = this.now() + failureStandsMs;
      this.known.set(name, { value: this.get(name), error: asSourceError(error), until });
      return false;
    }
  }
}
