import { EventEmitter } from 'node:events';
import { Duplex } from 'node:stream';
import { inflateRawSync } from 'node:zlib';
import { followProtocol } from '@smartops/contract/stream';
import type { WebSocket } from 'ws';

export interface FakeSocket {
  readonly websocket: WebSocket;
  readonly socket: Duplex;
  /** What has arrived so far, parsed. */
  readonly received: unknown[];
  readonly closed: () => boolean;
  readonly cut: () => void;
}

/** A connected client without a network. It reads all it is sent, or (`reads: false`) nothing. */
export function fakeSocket({ reads = true, follows = false, extensions = '' } = {}): FakeSocket {
  const received: unknown[] = [];
  const socket = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      if (!reads) return;
      received.push(messageIn(chunk));
      done();
    },
  });
  const cut = () => {
    fields.readyState = 3;
    websocket.emit('close');
  };
  const fields = { readyState: 1, OPEN: 1, extensions, protocol: follows ? followProtocol : '' };
  const websocket = Object.assign(new EventEmitter(), fields, { ping() {}, close: cut, terminate: cut });
  Object.defineProperty(websocket, 'readyState', { get: () => fields.readyState });
  const closed = () => fields.readyState === 3;
  return { websocket: websocket as unknown as WebSocket, socket, received, closed, cut };
}

/** Reads one unmasked frame (RFC 6455 §5.2). */
function messageIn(frame: Buffer): unknown {
  const [first = 0, short = 0] = frame;
  const start = short === 127 ? 10 : short === 126 ? 4 : 2;
  const payload = frame.subarray(start);
  if ((first & 0x40) === 0) return JSON.parse(payload.toString());
  const tail = Buffer.of(0, 0, 0xff, 0xff, 1, 0, 0, 0xff, 0xff);
  return JSON.parse(inflateRawSync(Buffer.concat([payload, tail])).toString());
}
