import type { FollowMessage } from '@smartops/contract';
import { followProtocol } from '@smartops/contract/stream';

export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'open' }
  | { readonly state: 'waiting'; readonly retryAt: number; readonly lostAt: number };

export interface StreamOptions {
  readonly open?: (url: string) => WebSocket;
  readonly random?: () => number;
}

const firstWaitMs = 500;
const longestWaitMs = 30_000;
/** The server gives a sign of life every 15 s. A browser never sees protocol pings, so silence is the only sign of a dead line. */
const silenceMs = 35_000;

/** One socket for the whole page: reconnects with growing, jittered waits and resumes after the last message seen. */
export class Stream {
  private readonly listeners = new Set<(message: FollowMessage) => void>();
  private readonly watchers = new Set<() => void>();
  private readonly url: string;
  private readonly open: (url: string) => WebSocket;
  private readonly random: () => number;
  private connection: Connection = { state: 'connecting' };
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private seen: Pick<FollowMessage, 'epoch' | 'seq'> | undefined;
  private lostAt: number | undefined;
  private failures = 0;

  constructor(url: string, { open = openSocket, random = Math.random }: StreamOptions = {}) {
    this.url = url;
    this.open = open;
    this.random = random;
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
    const socket = this.open(resumeUrl(this.url, this.seen));
    this.socket = socket;
    this.expectWord();
    socket.onmessage = ({ data }: MessageEvent<string>) => this.receive(JSON.parse(data));
    socket.onclose = () => this.lost();
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
    const wait = longest / 2 + (this.random() * longest) / 2;
    this.timer = setTimeout(() => this.connect(), wait);
    this.set({ state: 'waiting', retryAt: Date.now() + wait, lostAt: this.lostAt });
  }

  private expectWord(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.lost(), silenceMs);
  }

  private drop(): void {
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

function resumeUrl(url: string, seen: Pick<FollowMessage, 'epoch' | 'seq'> | undefined): string {
  if (!seen) return url;
  const address = new URL(url);
  address.searchParams.set('epoch', seen.epoch);
  address.searchParams.set('seq', `${seen.seq}`);
  return address.href;
}
