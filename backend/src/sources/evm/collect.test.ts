import { ChainAttributes } from '@smartops/contract';
import { expect, it } from 'vitest';
import { SourceError } from '../source.ts';
import { type FakeNode, fakeNode, genesisAt, gwei } from './fake-node.fixture.ts';
import { evm } from './index.ts';

const never = new AbortController().signal;
const rpcUrl = 'https://rpc.example/v3/key-0123456789';

function world(blocks = 120, config: Record<string, unknown> = {}, node: FakeNode = fakeNode()) {
  node.mine(blocks);
  return { node, connection: evm.connect({ rpcUrl, ...config }, node.tools) };
}

const heights = (node: FakeNode) =>
  node.requests.flat().filter((name) => name === 'eth_getBlockByNumber').length;

it('describes the chain by its last 50 blocks and its fee history', async () => {
  const { node, connection } = world();

  const batch = await connection.collect(undefined, never);

  expect(batch.resources).toMatchObject([
    { id: 'evm:ethereum', kind: 'evm.chain', name: 'Ethereum Mainnet', url: 'https://etherscan.io' },
  ]);
  const attributes = ChainAttributes.parse(batch.resources[0]?.attributes);
  expect(attributes).toMatchObject({
    chainId: 1,
    blockNumber: 119,
    headAt: (genesisAt + 119 * 12) * 1_000,
    blockTimeSeconds: 12,
    gasGwei: { slow: 26, average: 27, fast: 30 },
    gasTrend: 'up',
    status: 'healthy',
  });
  expect(attributes.tps).toBeCloseTo(10 / 12);
  const metrics = Object.groupBy(batch.samples, ({ metric }) => metric);
  expect(metrics['base-fee.gwei']).toHaveLength(100);
  expect(metrics['base-fee.gwei']?.at(-1)).toMatchObject({ value: 21.19, at: attributes.headAt });
  expect(metrics['head.age.seconds']).toMatchObject([{ value: 3, at: node.tools.now() }]);
  expect(metrics['gas.gwei']).toMatchObject([{ value: 27, at: attributes.headAt }]);
});

it('asks for what came since in one request, and skips no block', async () => {
  const { node, connection } = world();
  const first = await connection.collect(undefined, never);
  node.mine(4);
  node.requests.length = 0;

  const second = await connection.collect(first.cursor, never);

  expect(node.requests).toHaveLength(1);
  const fees = second.samples.filter(({ metric }) => metric === 'base-fee.gwei');
  expect(fees.map(({ at }) => (at / 1_000 - genesisAt) / 12)).toEqual([120, 121, 122, 123]);
  expect(second.resources[0]?.attributes).toMatchObject({ blockNumber: 123, blockTimeSeconds: 12 });
});

it('reads no block twice when there is none', async () => {
  const { node, connection } = world();
  const first = await connection.collect(undefined, never);
  node.requests.length = 0;

  const second = await connection.collect(first.cursor, never);

  expect(heights(node)).toBe(1);
  expect(second.samples.some(({ metric }) => metric === 'base-fee.gwei')).toBe(false);
});

it('catches up over a pause of 300 blocks', async () => {
  const { node, connection } = world();
  const first = await connection.collect(undefined, never);
  node.mine(300);

  const second = await connection.collect(first.cursor, never);

  expect(second.samples.filter(({ metric }) => metric === 'base-fee.gwei')).toHaveLength(300);
  expect(second.events).toEqual([]);
  expect(Math.max(...node.requests.map((methods) => methods.length))).toBeLessThanOrEqual(50);
});

it('says which blocks it left out after a longer pause', async () => {
  const { node, connection } = world();
  const first = await connection.collect(undefined, never);
  node.mine(1_000);

  const second = await connection.collect(first.cursor, never);

  expect(second.events).toMatchObject([
    { kind: 'block-gap', id: 'evm:ethereum:block-gap:120', data: { from: 120, to: 1_019 } },
  ]);
  expect(second.resources[0]?.attributes).toMatchObject({ blockNumber: 1_119 });
});

it('notices that blocks were replaced, and takes the new ones', async () => {
  const { node, connection } = world();
  const first = await connection.collect(undefined, never);
  node.blocks.length = 117;
  node.mine(5, 'fork');

  const second = await connection.collect(first.cursor, never);

  expect(second.events).toMatchObject([{ kind: 'reorg', data: { from: 117, depth: 3, isDeeper: false } }]);
  expect(second.events[0]?.title).toBe('Ethereum Mainnet replaced 3 blocks from 117');
  expect(second.resources[0]?.attributes).toMatchObject({ blockNumber: 121 });
  node.mine(1, 'fork');
  expect((await connection.collect(second.cursor, never)).events).toEqual([]);
});

it('notices a replaced head at the same height', async () => {
  const { node, connection } = world();
  const first = await connection.collect(undefined, never);
  node.blocks.length = 119;
  node.mine(1, 'fork');

  const second = await connection.collect(first.cursor, never);

  expect(second.events).toMatchObject([{ kind: 'reorg', data: { from: 119, depth: 1 } }]);
});

it('begins anew when a chain was set back to before all it remembers', async () => {
  const { node, connection } = world(200);
  const first = await connection.collect(undefined, never);
  node.blocks.length = 0;
  node.mine(10, 'other');

  const second = await connection.collect(first.cursor, never);

  expect(second.events).toMatchObject([{ kind: 'reorg', data: { isDeeper: true } }]);
  expect(second.resources[0]?.attributes).toMatchObject({ blockNumber: 9, blockTimeSeconds: 12 });
});

it('takes a node that lags behind for no reorg', async () => {
  const { node, connection } = world();
  const first = await connection.collect(undefined, never);
  node.blocks.length = 118;

  const second = await connection.collect(first.cursor, never);

  expect(second.events).toEqual([]);
  expect(second.resources[0]?.attributes).toMatchObject({ blockNumber: 119 });
});

it('waits for a block that the node does not have yet, so that none is left out', async () => {
  const { node, connection } = world();
  const first = await connection.collect(undefined, never);
  node.mine(3);
  const [missing] = node.blocks.splice(121, 1, null as never);

  const second = await connection.collect(first.cursor, never);
  expect(second.resources[0]?.attributes).toMatchObject({ blockNumber: 120 });

  node.blocks[121] = missing as never;
  const third = await connection.collect(second.cursor, never);
  expect(third.samples.filter(({ metric }) => metric === 'base-fee.gwei')).toHaveLength(2);
});

it('falls back to one gas price, and says so, on a chain without a fee history', async () => {
  const node = fakeNode({ chainId: 999_999, isLegacy: true });
  node.answer('eth_feeHistory', { error: { code: -32601, message: 'Method not found' } });
  node.answer('eth_gasPrice', gwei(5));
  const { connection } = world(3, {}, node);

  const first = await connection.collect(undefined, never);
  expect(first.resources[0]).toMatchObject({
    name: 'Chain 999999',
    attributes: {
      gasGwei: { slow: 5, average: 5, fast: 5 },
      gasTrend: 'down',
      facts: ['One gas price for all: the chain has no fee history'],
    },
  });
  node.answer('eth_gasPrice', gwei(6));
  const second = await connection.collect(first.cursor, never);
  expect(second.resources[0]?.attributes).toMatchObject({ gasTrend: 'up' });
});

it('is warned by a head that is old, and alarmed by one that is very old', async () => {
  const { node, connection } = world();
  const { cursor } = await connection.collect(undefined, never);
  const headAt = (genesisAt + 119 * 12) * 1_000;
  const statusAfter = async (seconds: number) => {
    node.setNow(headAt + seconds * 1_000);
    return (await connection.collect(cursor, never)).resources[0]?.attributes.status;
  };

  expect(await statusAfter(72)).toBe('healthy');
  expect(await statusAfter(73)).toBe('warning');
  expect(await statusAfter(241)).toBe('critical');
});

it('refuses an address of another chain', async () => {
  const { connection } = world(3, { chain: 'ethereum' }, fakeNode({ chainId: 137 }));

  await expect(connection.check(never)).rejects.toMatchObject({
    reason: 'malformed',
    message: 'rpc.example says chain 137 (Polygon) but is configured as Ethereum Mainnet (1)',
  });
  await expect(connection.collect(undefined, never)).rejects.toThrow('says chain 137');
});

const html = () => new Response('<html>busy</html>', { headers: { 'content-type': 'text/html' } });
const batchRefused = () => Response.json({ error: { code: -32600, message: 'batch too large' }, id: null });

it.each<[string, () => Response, string, RegExp]>([
  ['401', () => new Response('', { status: 401 }), 'unauthorized', /does not accept the key/],
  ['403', () => new Response('', { status: 403 }), 'forbidden', /has no access/],
  ['502', () => new Response('', { status: 502 }), 'unreachable', /answered 502/],
  ['a web page', html, 'malformed', /no JSON-RPC/],
  ['an empty answer', () => new Response(''), 'malformed', /no JSON-RPC/],
  ['half an answer', () => new Response('[{"jsonrpc"'), 'malformed', /no JSON-RPC/],
  ['a refused batch', batchRefused, 'malformed', /batch too large/],
])('explains %s', async (_, response, reason, words) => {
  const { node, connection } = world();
  node.breakWith(response);

  const failure = await connection.collect(undefined, never).catch((error: unknown) => error);

  expect(failure).toBeInstanceOf(SourceError);
  expect(failure).toMatchObject({ reason, message: expect.stringMatching(words) });
  expect(`${failure}${JSON.stringify(failure)}`).not.toContain('key-0123456789');
});

it.each([
  ['30', 30_000],
  ['Sun, 01 Mar 2026 13:00:00 GMT', Date.parse('2026-03-01T13:00:00Z') - (genesisAt + 119 * 12 + 3) * 1_000],
  [null, 60_000],
])('comes back when the provider says so: %s', async (retryAfter, inMs) => {
  const { node, connection } = world();
  const headers = retryAfter === null ? {} : { 'retry-after': retryAfter };
  node.breakWith(() => new Response('', { status: 429, headers }));

  await expect(connection.collect(undefined, never)).rejects.toMatchObject({
    reason: 'rate-limited',
    retryAt: node.tools.now() + inMs,
  });
});

it.each([
  [{ code: -32005, message: 'daily request count exceeded' }, 'rate-limited'],
  [{ code: -32000, message: 'Invalid API key key-0123456789' }, 'unauthorized'],
  [{ code: -32000, message: 'no state for /v3/key-0123456789' }, 'malformed'],
])('explains what the node itself says: %o', async (error, reason) => {
  const { node, connection } = world();
  node.answer('eth_getBlockByNumber', { error });

  const failure = await connection.collect(undefined, never).catch((thrown: unknown) => thrown);

  expect(failure).toMatchObject({ reason });
  expect(String(failure)).not.toContain('key-0123456789');
});

it.each([
  ['no head', null, 'unreachable'],
  ['a head of another shape', { number: 12 }, 'malformed'],
])('explains %s', async (_, head, reason) => {
  const { node, connection } = world();
  node.answer('eth_getBlockByNumber', head);

  await expect(connection.collect(undefined, never)).rejects.toMatchObject({ reason });
});

it.each([
  [new TypeError('fetch failed'), 'No answer from rpc.example'],
  [
    Object.assign(new Error('rpc.example refuses connections'), { reason: 'refused' }),
    'rpc.example refuses connections',
  ],
])('explains a connection that fails: %o', async (thrown, message) => {
  const { node } = world();
  const fails = () => Promise.reject(thrown);
  const connection = evm.connect({ rpcUrl }, { ...node.tools, fetch: fails });

  await expect(connection.check(never)).rejects.toMatchObject({ reason: 'unreachable', message });
});

it('begins anew when its cursor cannot be read or is of another chain', async () => {
  const { connection } = world();
  const { cursor } = await world(120, {}, fakeNode({ chainId: 137 })).connection.collect(undefined, never);

  for (const other of ['{', '{"v":7}', cursor]) {
    const batch = await connection.collect(other, never);
    expect(batch.samples.filter(({ metric }) => metric === 'base-fee.gwei')).toHaveLength(100);
    expect(batch.events).toEqual([]);
  }
});
