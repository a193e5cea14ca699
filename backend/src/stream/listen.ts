import { once } from 'node:events';
import type { Server } from 'node:http';
import { limitedServer } from '../platform/http/hard-limits.ts';
import type { StreamHub } from './hub.ts';

/** A second server that speaks WebSocket alone, on every path. Throws what `listen` throws, as when the port is taken. */
export async function listenForStreams(
  hub: StreamHub,
  at: { host: string; port: number; proxies?: number },
): Promise<Server> {
  const server = limitedServer((_request, response) => {
    const text = 'This port speaks WebSocket.\n';
    response.writeHead(426, { 'content-type': 'text/plain; charset=utf-8', upgrade: 'websocket' }).end(text);
  }, at);
  hub.attach(server, '/');
  server.listen(at.port, at.host);
  await once(server, 'listening');
  return server;
}
