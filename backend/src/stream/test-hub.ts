import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect as connectTcp, type Socket } from 'node:net';
import type { Metric } from '@smartops/contract';
import { followProtocol } from '@smartops/contract/stream';
import { type ClientOptions, WebSocket } from 'ws';
import { testCaller } from '../platform/http/caller.fixture.ts';
import { type HubOptions, StreamHub } from './hub.ts';

export type TestHub = Awaited<ReturnType<typeof openTestHub>>;

export const metric = (value: number) => ({ id: 'cpu', value }) as Metric;

/** A hub on a real server, with clients that remember what they get. */
export async function openTestHub(options: Partial<HubOptions> = {}) {
  const hub = new StreamHub({
    epoch: 'e',
    keep: 3,
    allow: isNoStranger,
    identify: async () => testCaller(),
    workspace: 'default',
    ...options,
  });
  const server = createServer();
  hub.attach(server, '/ws');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    hub,
    server,
    connect: (path = '/ws', more: TestClientOptions = {}) =>
      connect(`ws://127.0.0.1:${more.port ?? port}${path}`, more),
    rawSocket: () => rawSocket(port),
    /** One tick a value. */
    metrics(...values: number[]) {
      for (const value of values) {
        hub.publish('metrics', [metric(value)]);
        hub.tick();
      }
    },
    async close() {
      await hub.close();
      server.close();
    },
  };
}

const isNoStranger: HubOptions['allow'] = ({ headers }) => headers.origin !== 'https://evil.example';

interface TestClientOptions extends ClientOptions {
  readonly follows?: boolean;
  readonly port?: number;
}

function connect(url: string, { follows = false, port: _port, ...options }: TestClientOptions) {
  const websocket = new WebSocket(url, follows ? [followProtocol] : [], options);
  const received: unknown[] = [];
  let wake = () => {};
  websocket.on('message', (data) => {
    received.push(JSON.parse(String(data)));
    wake();
  });
  return {
    websocket,
    /** All that has come, once there are so many. */
    async messages(count: number): Promise<unknown[]> {
      while (received.length < count)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      return received;
    },
    async refused(): Promise<number> {
      const [, response] = await once(websocket, 'unexpected-response');
      return response.statusCode;
    },
  };
}

async function rawSocket(port: number): Promise<Socket> {
  const socket = connectTcp(port, '127.0.0.1');
  const key = 'dGhlIHNhbXBsZSBub25jZQ==';
  socket.write(
    `GET /ws HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${key}\r\n\r\n`,
  );
  await once(socket, 'data');
  return socket;
}
