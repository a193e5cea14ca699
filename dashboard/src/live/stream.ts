import type { FollowMessage } from '@smartops/contract';
import { followProtocol } from '@smartops/contract/stream';

export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'open' }
  | { readonly state: 'waiting'; readonly retryAt: number; readonly lostAt: number };

export interface StreamOptions {
  readonly open?: (url: string) => WebSocket;
  readonly random?: () => number;
  /** A ticket for each socket, for an API on another origin, where the browser sends no cookie. */
  readonly ticket?: (() => Promise<string>) | undefined;
  /** The server closed the socket because of who listens. */
  readonly onRefused?: (why: Refusal) => void;
}

/** Nobody is signed in any more, or what they may do has changed. */
export type Refusal = 'signed-out' | 'changed';

const refusals: Readonly<Record<number, Refusal>> = { 4001: 'signed-out', 4003: 'changed' };

const firstWaitMs = 500;
const longestWaitMs = 30_000;
/** The server gives a sign of life every 15 s. A browser never sees protocol pings, so silence is the only sign of a dead line. */
const silenceMs = 35_000;

/** One socket for the whole page: reconnects with growing, jittered waits and resumes after the last message seen. */
export class Stream {
  private readonly listeners = new Set<(message: FollowMessage) => void>();
  private readonly watchers = new Set<() => void>();
  private readonly url: string;
  private readonly options: StreamOptions;
  private connection: Connection = { state: 'connecting' };
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private seen: Pick<FollowMessage, 'epoch' | 'seq'> | undefined;
  private lostAt: number | undefined;
  private failures = 0;
  /** Counts the tries, so that a ticket that comes too late opens nothing. */
  private tries = 0;

  constructor(url: string, options: StreamOptions = {}) {
    this.url = url;
    this.options = options;
  }

  /** Opens the socket. Returns the way to close it for good. */
  start = (): (() => void) => {
    this.connect();
    addEventListener('online', this.retryNow);
    return () => {
      removeEventListener('online', this.retryNow);
      this.drop();
    };
  };

  follow = (listener: (message: FollowMessage) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  current = (): Connection => this.connection;

  /** For the connection's button and for the moment the network is back. */
  retryNow = (): void => {
    if (this.connection.state === 'waiting') this.connect();
  };

  private connect(): void {
    this.drop();
    // While it is lost it stays lost until the server speaks: a flicker of "connecting" tells nobody anything.
    if (this.lostAt === undefined) this.set({ state: 'connecting' });
    this.expectWord();
    const { ticket } = this.options;
    const tried = this.tries;
    const current = () => tried === this.tries;
    if (!ticket) {
      this.listen();
      return;
    }
    ticket().then(
      (text) => current() && this.listen(text),
      () => current() && this.lost(),
    );
  }

  private listen(ticket?: string): void {
    const { open = openSocket } = this.options;
    const socket = open(addressOf(this.url, { ...this.seen, ...(ticket !== undefined && { ticket }) }));
    this.socket = socket;
    socket.onmessage = ({ data }: MessageEvent<string>) => this.receive(JSON.parse(data));
    socket.onclose = (event?: CloseEvent) => this.closed(refusals[event?.code ?? 0]);
  }

  private closed(why: Refusal | undefined): void {
    // What one may see has changed, so nothing seen before counts.
    if (why) this.seen = undefined;
    this.lost();
    if (why) this.options.onRefused?.(why);
  }

  private receive(message: FollowMessage): void {
    this.failures = 0;
    this.lostAt = undefined;
    this.seen = { epoch: message.epoch, seq: message.seq };
    this.expectWord();
    for (const listener of this.listeners) listener(message);
    if (this.connection.state !== 'open') this.set({ state: 'open' });
  }

  private lost(): void {
    this.drop();
    this.lostAt ??= Date.now();
    const longest = Math.min(longestWaitMs, firstWaitMs * 2 ** this.failures++);
    // Half of it by chance, so that a thousand browsers do not return in the same instant.
    const { random = Math.random } = this.options;
    const wait = longest / 2 + (random() * longest) / 2;
    this.timer = setTimeout(() => this.connect(), wait);
    this.set({ state: 'waiting', retryAt: Date.now() + wait, lostAt: this.lostAt });
  }

  private expectWord(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.lost(), silenceMs);
  }

  private drop(): void {
    this.tries++;
    clearTimeout(this.timer);
    if (!this.socket) return;
    this.socket.onclose = null;
    this.socket.onmessage = null;
    this.socket.close();
    this.socket = undefined;
  }

  private set(connection: Connection): void {
    this.connection = connection;
    for (const watcher of this.watchers) watcher();
  }
}

const openSocket = (url: string) => new WebSocket(url, followProtocol);

function addressOf(url: string, query: Readonly<Record<string, string | number>>): string {
  const address = new URL(url);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, `${value}`);
  return address.href;
}
