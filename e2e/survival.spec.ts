import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Product, startProduct } from './product.ts';

let folder: string;
const products: Product[] = [];

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smartops-survival-'));
});

test.afterEach(async () => {
  await Promise.all(products.splice(0).map((product) => product.stop('SIGKILL')));
  rmSync(folder, { recursive: true, force: true });
});

async function start(env: Record<string, string> = {}): Promise<Product> {
  const product = await startProduct({ DATA_DIR: folder, HOST_INTERVAL_SECONDS: '1', ...env });
  products.push(product);
  return product;
}

async function sources(product: Product) {
  const { sources: list } = await (await fetch(`${product.api}/sources`)).json();
  return new Map<string, { state: string; problems: { message: string }[]; readAt: string | null }>(
    list.map((one: { id: string }) => [one.id, one]),
  );
}

test('refuses a second server on the same data folder in plain words, and the first is unharmed', async () => {
  const first = await start();
  const startedAt = Date.now();

  await expect(start()).rejects.toThrow(/already used by process \d+/);

  expect(Date.now() - startedAt).toBeLessThan(6_000);
  expect((await fetch(`${first.api}/health`)).status).toBe(200);
});

test('refuses to let everybody in who reaches it from another machine', async () => {
  await expect(start({ HOST: '0.0.0.0', AUTH_MODE: 'open' })).rejects.toThrow(/Use AUTH_MODE=required/);
});

test('ends at once and cleanly when asked to', async () => {
  const product = await start();
  const askedAt = Date.now();
  await product.stop('SIGTERM');

  expect(Date.now() - askedAt).toBeLessThan(10_000);
  expect(product.child.exitCode).toBe(0);
});

type Answer = (reply: import('node:http').ServerResponse) => void;

const faults: Record<string, Answer> = {
  hangs: () => undefined,
  'answers 500': (reply) => reply.writeHead(500).end('oops'),
  'answers 429': (reply) => reply.writeHead(429, { 'retry-after': '60' }).end('{}'),
  'answers nonsense': (reply) => reply.writeHead(200, { 'content-type': 'text/html' }).end('<html>hello'),
  'answers 200 MB': (reply) => {
    reply.writeHead(200, { 'content-type': 'application/json' });
    const chunk = Buffer.alloc(1_000_000, 32);
    let left = 200;
    const more = () => {
      while (left-- > 0) if (!reply.write(chunk)) return void reply.once('drain', more);
      reply.end('{}');
    };
    more();
  },
};

for (const [name, answer] of Object.entries(faults))
  test(`a chain that ${name} is shown as failing while the others stay on time`, async () => {
    test.setTimeout(90_000);
    const server: Server = createServer((request, reply) => {
      request.resume();
      answer(reply);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const product = await start({
      ETHEREUM_RPC_URL: `http://127.0.0.1:${port}/key-4711`,
      EVM_INTERVAL_SECONDS: '1',
    });

    await expect
      .poll(async () => (await sources(product)).get('evm:ethereum')?.state, { timeout: 60_000 })
      .toBe('failing');
    const before = (await sources(product)).get('host')?.readAt;
    await expect
      .poll(async () => (await sources(product)).get('host')?.readAt, { timeout: 5_000 })
      .not.toBe(before);

    const chain = (await sources(product)).get('evm:ethereum');
    expect(chain?.problems[0]?.message).toBeTruthy();
    expect(JSON.stringify(chain)).not.toContain('key-4711');
    const { networks } = await (await fetch(`${product.api}/web3`)).json();
    expect(networks).toMatchObject([{ status: 'offline', blockNumber: null }]);
    server.closeAllConnections();
    server.close();
  });
