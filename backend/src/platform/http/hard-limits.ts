import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Problem } from '@smartops/contract';
import { problem } from './problem.ts';

/** What nobody may exceed, whoever it is. Sizes are bytes. */
export interface HardLimits {
  /** How long the head of a request may take to arrive. */
  readonly headersMs: number;
  /** The same for the whole request. */
  readonly requestMs: number;
  /** How often both are looked at. */
  readonly checkMs: number;
  /** How long nothing may move in either direction, as with a client that never reads its reply. */
  readonly idleMs: number;
  readonly connections: number;
  /** Loopback and our own proxies excepted: they speak for many. */
  readonly connectionsPerAddress: number;
}

export const hardLimits: HardLimits = {
  headersMs: 10_000,
  requestMs: 30_000,
  checkMs: 2_000,
  idleMs: 60_000,
  connections: 4_096,
  connectionsPerAddress: 512,
};

const keepAliveMs = 72_000;
const maxHeaderSize = 16 * 1024;
const maxHeaders = 100;
const maxUrl = 8 * 1024;
const loopback = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

/** A server that cuts whoever is slow and lets in only so many. `proxies` in front of it may open what they like. */
export function limitedServer(
  handler: RequestListener,
  { proxies = 0, limits = hardLimits }: { readonly proxies?: number; readonly limits?: HardLimits } = {},
): Server {
  const server = createServer(
    {
      maxHeaderSize,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: limits.checkMs,
      keepAliveTimeout: keepAliveMs,
    },
    handler,
  );
  // Node.js would drop the rest without a word, and with it what our own proxies add at the end.
  server.maxHeadersCount = 0;
  server.timeout = limits.idleMs;
  server.maxConnections = limits.connections;
  if (proxies === 0) capConnectionsPerAddress(server, limits.connectionsPerAddress);
  return server;
}

/** What is wrong with the size of a request's head; undefined when nothing is. */
export function oversized({ url = '', rawHeaders }: IncomingMessage): Problem | undefined {
  if (rawHeaders.length > 2 * maxHeaders)
    return { ...problem('too-large', 'The request has too many headers'), status: 431 };
  if (url.length > maxUrl)
    return { ...problem('too-large', 'The address of the request is too long'), status: 414 };
  return undefined;
}

function capConnectionsPerAddress(server: Server, most: number): void {
  const counts = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const { remoteAddress: address = '' } = socket;
    if (loopback.test(address)) return;
    const count = (counts.get(address) ?? 0) + 1;
    if (count > most) return void socket.destroy();
    counts.set(address, count);
    socket.on('close', () => {
      const left = (counts.get(address) ?? 1) - 1;
      if (left > 0) counts.set(address, left);
      else counts.delete(address);
    });
  });
}
