import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { JsonRpcProvider, Network } from 'ethers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readIncoming, send } from '../http/exchange.ts';
import { createWorld } from '../world/world.ts';
import { Chain } from './chain.ts';
import { ethereum, polygon } from './chains.ts';
import { evmPart } from './index.ts';

const epoch = Date.parse('2026-11-24T12:00:00Z');
let now: number;
let server: Server;
let url: string;

beforeEach(async () => {
  now = epoch;
  const part = evmPart(createWorld('test', epoch, () => now));
  server = createServer(async (request, response) =>
    send(response, part.answer(await readIncoming(request))),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/evm`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function post(chain: string, body: string) {
  const reply = await fetch(`${url}/${chain}`, { method: 'POST', body });
  return reply.json();
}
const call = (method: string, ...params: unknown[]) =>
  post('ethereum', JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));

describe.each([ethereum, polygon])('$name', (traits) => {
  it('moves the base fee exactly as EIP-1559 says, a thousand blocks long', () => {
    const chain = new Chain(
      createWorld('test', epoch, () => epoch),
      traits,
    );
    const head = chain.head().number;
    for (let number = head - 1_000; number < head; number++) {
      const parent = chain.block(number);
      const child = chain.block(number + 1);
      if (!parent || !child) throw new Error('a block is missing');
      const target = BigInt(traits.gasLimit / 2);
      const delta = BigInt(parent.gasUsed) - target;
      const change = (parent.baseFee * (delta < 0n ? -delta : delta)) / target / traits.denominator;
      const expected = delta > 0n ? parent.baseFee + (change || 1n) : parent.baseFee - change;
      expect(child.baseFee).toBe(expected);
    }
  });

  it('keeps gas between a third and three times its usual price', () => {
    const chain = new Chain(
      createWorld('test', epoch, () => epoch),
      traits,
    );
    const head = chain.head().number;
    const fees = Array.from({ length: head - chain.oldest }, (_, i) =>
      Number(chain.block(chain.oldest + i)?.baseFee),
    );
    expect(Math.max(...fees)).toBeLessThan(Number(traits.firstBaseFee) * 4);
    expect(Math.min(...fees)).toBeGreaterThan(Number(traits.firstBaseFee) / 4);
  });
});

it('answers ethers as a node does', async () => {
  const network = Network.from(1);
  const provider = new JsonRpcProvider(`${url}/ethereum`, network, { staticNetwork: network });
  const head = await provider.getBlock('latest');
  const parent = await provider.getBlock((head?.number ?? 0) - 1);

  expect(head?.parentHash).toBe(parent?.hash);
  expect(head?.transactions.length).toBeGreaterThan(0);
  expect((await provider.getBlock('finalized'))?.number).toBe((head?.number ?? 0) - 64);
  provider.destroy();
});

it('makes a block every twelve seconds, now and then misses one, and never changes an old one', async () => {
  const first = (await call('eth_getBlockByNumber', 'latest', false)).result;
  now += 3_600_000;
  const made = Number((await call('eth_blockNumber')).result) - Number(first.number);

  expect(made).toBeGreaterThan(285);
  expect(made).toBeLessThanOrEqual(300);
  expect((await call('eth_getBlockByNumber', first.number, false)).result).toEqual(first);
  expect((await call('eth_getBlockByNumber', '0xffffffff', false)).result).toBeNull();
});

it('gives one base fee more than blocks in a fee history', async () => {
  const { result } = await call('eth_feeHistory', '0x14', 'latest', [10, 50, 90]);

  expect(result.baseFeePerGas).toHaveLength(21);
  expect(result.gasUsedRatio).toHaveLength(20);
  expect(result.reward[0].map(Number)).toEqual([...result.reward[0].map(Number)].sort((a, b) => a - b));
});

it.each([
  ['{', -32_700],
  ['[]', -32_600],
  ['{"id":1}', -32_600],
  ['{"jsonrpc":"2.0","id":1,"method":"constructor"}', -32_601],
  ['{"jsonrpc":"2.0","id":1,"method":"eth_getBlockByNumber","params":["12",false]}', -32_602],
])('answers %s with error %i', async (body, code) => {
  expect((await post('polygon', body)).error.code).toBe(code);
});

it('answers a batch in order', async () => {
  const answers = await post(
    'polygon',
    JSON.stringify(['eth_chainId', 'net_version'].map((method, id) => ({ jsonrpc: '2.0', id, method }))),
  );

  expect(answers.map(({ result }: { result: string }) => result)).toEqual(['0x89', '137']);
});
