import type { ConnectionSeed } from '../config/index.ts';
import type { Connection } from '../sources/source.ts';
import type { Collector } from './collector.ts';

export interface WatchingPorts {
  open(seed: ConnectionSeed): Connection;
  /** Gives the connection its row, before it is looked at first. */
  seed(seed: ConnectionSeed): Promise<void>;
  /** A connection that could not be closed. */
  trouble(id: string, error: unknown): void;
}

/** What is watched now. Its lists change while the program runs: read them when they are needed. */
export class Watching {
  readonly seeds: readonly ConnectionSeed[];
  readonly connections: ReadonlyMap<string, Connection>;
  private readonly ports: WatchingPorts;
  private readonly list: ConnectionSeed[] = [];
  private readonly opened = new Map<string, Connection>();
  private collector: Pick<Collector, 'add' | 'remove'> | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(ports: WatchingPorts) {
    this.ports = ports;
    this.seeds = this.list;
    this.connections = this.opened;
  }

  /** From now on the collector looks at what is watched. */
  follow(collector: Pick<Collector, 'add' | 'remove'>): void {
    this.collector = collector;
    for (const seed of this.list) this.begin(seed);
  }

  /** Watches exactly these: what is the same goes on, what is other begins anew. True when anything changed. */
  become(wanted: readonly ConnectionSeed[]): Promise<boolean> {
    const done = this.turn.then(() => this.change(wanted));
    this.turn = done.catch(() => undefined);
    return done;
  }

  async close(): Promise<void> {
    await this.turn;
    await Promise.all([...this.opened.keys()].map((id) => this.end(id)));
  }

  private async change(wanted: readonly ConnectionSeed[]): Promise<boolean> {
    const before = new Map(this.list.map((seed) => [seed.id, JSON.stringify(seed)]));
    const fresh = wanted.filter((seed) => before.get(seed.id) !== JSON.stringify(seed));
    const kept = new Set(wanted.map(({ id }) => id));
    const gone = [...before.keys()].filter((id) => !kept.has(id));
    for (const seed of fresh) await this.ports.seed(seed);
    const opened = fresh.map((seed) => [seed, this.ports.open(seed)] as const);
    await Promise.all([...gone, ...fresh.map(({ id }) => id)].map((id) => this.end(id)));
    this.list.splice(0, this.list.length, ...wanted);
    for (const [seed, connection] of opened) {
      this.opened.set(seed.id, connection);
      this.begin(seed);
    }
    return gone.length + fresh.length > 0;
  }

  private begin({ id, source, everyMs }: ConnectionSeed): void {
    const connection = this.opened.get(id);
    if (connection) this.collector?.add({ id, source, everyMs, connection });
  }

  private async end(id: string): Promise<void> {
    this.collector?.remove(id);
    const connection = this.opened.get(id);
    this.opened.delete(id);
    await connection?.close?.().catch((error: unknown) => this.ports.trouble(id, error));
  }
}
