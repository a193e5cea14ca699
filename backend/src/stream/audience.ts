import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Frame } from './frame.ts';

const maxBufferedBytes = 1024 * 1024;
const maxMessagesPerSecond = 20;

interface Listener {
  readonly websocket: WebSocket;
  /** The socket under it, where ready-made frames are written. */
  readonly socket: Duplex;
  /** Bytes it may leave unread: the greeting, which may be large, and then some. */
  readonly patience: number;
  answered: boolean;
}

/** Clients that are sent the same frames. */
export class Audience {
  private readonly listeners = new Map<WebSocket, Listener>();
  private readonly onCut: () => void;

  constructor(onCut: () => void = () => {}) {
    this.onCut = onCut;
  }

  get size(): number {
    return this.listeners.size;
  }

  join(websocket: WebSocket, socket: Duplex, greeting: readonly Frame[]): void {
    const patience = maxBufferedBytes + greeting.reduce((sum, { plain }) => sum + plain.length, 0);
    const listener = { websocket, socket, patience, answered: true };
    this.listeners.set(websocket, listener);
    websocket.on('pong', () => {
      listener.answered = true;
    });
    websocket.on('close', () => this.listeners.delete(websocket));
    // A broken socket closes right after; unheard, the event would end the process.
    websocket.on('error', () => {});
    endChatter(websocket);
    for (const frame of greeting) this.write(listener, frame);
  }

  send(frame: Frame): void {
    for (const listener of this.listeners.values()) this.write(listener, frame);
  }

  /** Drops whoever did not answer the last ping, and asks the others again. */
  ping(): void {
    for (const listener of this.listeners.values()) {
      if (!listener.answered) listener.websocket.terminate();
      else listener.websocket.ping();
      listener.answered = false;
    }
  }

  close(): void {
    for (const { websocket } of this.listeners.values()) websocket.close(1001);
  }

  terminate(): void {
    for (const { websocket } of this.listeners.values()) websocket.terminate();
  }

  private write({ websocket, socket, patience }: Listener, frame: Frame): void {
    if (websocket.readyState !== websocket.OPEN) return;
    if (socket.writableLength <= patience) {
      socket.write(websocket.extensions ? frame.deflated : frame.plain);
      return;
    }
    // A client that does not read would fill our memory; it resumes where it was cut, or starts again.
    websocket.terminate();
    this.onCut();
  }
}

/** Clients have nothing to say here: a few messages are ignored, a flood of them ends the connection. */
function endChatter(websocket: WebSocket): void {
  let second = 0;
  let count = 0;
  const hear = () => {
    const now = Math.floor(Date.now() / 1_000);
    count = now === second ? count + 1 : 1;
    second = now;
    if (count > maxMessagesPerSecond) websocket.close(1008);
  };
  websocket.on('message', hear);
  websocket.on('ping', hear);
}
