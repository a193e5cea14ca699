import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { followProtocol } from '@smartops/contract/stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Caller, Decision } from '../platform/http/caller.ts';

export interface DoorOptions {
  /** Whether this request may connect at all: its host name, its page. */
  readonly allow: (request: IncomingMessage) => boolean | Promise<boolean>;
  /** Who it is; undefined for a stranger. */
  readonly identify: (request: IncomingMessage, url: URL) => Promise<Caller | undefined>;
  /** Whether they may listen. */
  readonly decide: (caller: Caller | undefined) => Decision;
  /** The client's address as our own proxies saw it. */
  readonly addressOf?: (request: IncomingMessage) => string;
  /** Counts a knock of this address. Milliseconds to wait, or 0 when it may try. */
  readonly limit?: (address: string) => number;
  readonly maxClients?: number;
  /** Per address, loopback excepted: a proxy on this machine speaks for many. */
  readonly maxPerAddress?: number;
  readonly enter: (websocket: WebSocket, arrival: Arrival) => void;
}

export interface Arrival {
  readonly socket: Duplex;
  readonly url: URL;
  readonly caller: Caller;
}

const maxPayload = 64 * 1024;
const loopback = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

/** Turns upgrade requests into sockets, or refuses them before the upgrade. */
export class Door {
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload,
    clientTracking: false,
    handleProtocols: (offered) => offered.has(followProtocol) && followProtocol,
    // Frames are deflated once for all, so no client may ask for a window or a memory of its own.
    perMessageDeflate: {
      serverNoContextTakeover: true,
      clientNoContextTakeover: true,
      serverMaxWindowBits: false as never,
    },
  });
  private readonly counts = new Map<string, number>();
  private readonly options: Required<DoorOptions>;
  private inside = 0;
  private onEmpty = () => {};
  private open = true;

  constructor(options: DoorOptions) {
    this.options = {
      maxClients: 2_000,
      maxPerAddress: 200,
      addressOf: ({ socket }) => socket.remoteAddress ?? '',
      limit: () => 0,
      ...options,
    };
  }

  /** Answers upgrades of `server` on `path`; `/` stands for every path. */
  attach(server: Server, path: string): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      // Unheard, the error of a socket that breaks while we think would end the process.
      socket.on('error', () => socket.destroy());
      this.knock({ request, socket, head, path }).catch(() => refuse(socket, '500 Internal Server Error'));
    });
  }

  /** Lets nobody in any more. */
  close(): void {
    this.open = false;
    this.sockets.close();
  }

  /** Resolves when everybody has left. */
  empty(): Promise<void> {
    return new Promise((resolve) => {
      this.onEmpty = resolve;
      if (this.inside === 0) resolve();
    });
  }

  private async knock({ request, socket, head, path }: Knock): Promise<void> {
    const url = urlOf(request);
    if (!url) return refuse(socket, '400 Bad Request');
    if (path !== '/' && url.pathname.replace(/\/$/, '') !== path) return refuse(socket, '404 Not Found');
    const allowed = this.options.allow(request);
    if (!(typeof allowed === 'boolean' ? allowed : await allowed)) return refuse(socket, '403 Forbidden');
    const address = this.options.addressOf(request);
    const waitMs = this.options.limit(address);
    if (waitMs > 0) return refuse(socket, '429 Too Many Requests', waitMs);
    const full = this.isFull(address);
    if (full) return refuse(socket, full);
    const caller = await this.options.identify(request, url);
    const decision = this.options.decide(caller);
    if (!caller || decision === 'unauthorized') return refuse(socket, '401 Unauthorized');
    if (decision === 'forbidden') return refuse(socket, '403 Forbidden');
    // Others may have come in while we asked.
    const fullNow = this.isFull(address);
    if (fullNow) return refuse(socket, fullNow);
    this.sockets.handleUpgrade(request, socket, head, (websocket) => {
      this.count(address, websocket);
      this.options.enter(websocket, { socket, url, caller });
    });
  }

  private isFull(address: string): string | undefined {
    if (!this.open || this.inside >= this.options.maxClients) return '503 Service Unavailable';
    if (loopback.test(address)) return undefined;
    return (this.counts.get(address) ?? 0) >= this.options.maxPerAddress
      ? '429 Too Many Requests'
      : undefined;
  }

  private count(address: string, websocket: WebSocket): void {
    this.inside++;
    this.counts.set(address, (this.counts.get(address) ?? 0) + 1);
    websocket.on('close', () => {
      this.inside--;
      const left = (this.counts.get(address) ?? 1) - 1;
      if (left > 0) this.counts.set(address, left);
      else this.counts.delete(address);
      if (this.inside === 0) this.onEmpty();
    });
  }
}

interface Knock {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly path: string;
}

function urlOf({ url = '/' }: IncomingMessage): URL | undefined {
  return URL.canParse(url, 'http://localhost') ? new URL(url, 'http://localhost') : undefined;
}

function refuse(socket: Duplex, status: string, waitMs = 0): void {
  const later = waitMs > 0 ? `retry-after: ${Math.ceil(waitMs / 1_000)}\r\n` : '';
  socket.end(`HTTP/1.1 ${status}\r\n${later}connection: close\r\ncontent-length: 0\r\n\r\n`);
}
