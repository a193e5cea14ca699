import { ChainAttributes } from '@smartops/contract';
import { type Simulator, startSimulator } from '@smartops/simulator';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openEgress } from '../../platform/egress/egress.ts';
import { SourceError } from '../source.ts';
import { evm } from './index.ts';

const epoch = Date.parse('2026-03-01T12:00:00Z');
const signal = new AbortController().signal;
const egress = openEgress({ timeoutMs: 60_000 });
let now = epoch;
let requests = 0;
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ seed: 'chains', epoch, now: () => now });
});
afterEach(() => fetch(`${simulator.url}/_simulator/faults`, { method: 'DELETE' }));
afterAll(async () => {
  await simulator.close();
  await egress.close();
});

function connect(rpcUrl: string, through = egress.fetchConfigured) {
  const counted: typeof fetch = (...request) => {
    requests += 1;
    return through(...request);
  };
  return evm.connect(
    { rpcUrl },
    { connectionId: 'evm:demo', fetch: counted, fetchTyped: egress.fetchTyped, now: () => now },
  );
}

it.each([
  ['ethereum', 'Ethereum Mainnet', 12],
  ['polygon', 'Polygon', 2],
] as const)('follows %s without leaving out a block', async (chain, name, blockSeconds) => {
  const connection = connect(simulator[`${chain}Url`]);
  const first = await connection.collect(undefined, signal);
  const before = ChainAttributes.parse(first.resources[0]?.attributes);
  expect(first.resources[0]).toMatchObject({ name });
  expect(before.status).toBe('healthy');
  expect(before.blockTimeSeconds).toBeGreaterThan(blockSeconds * 0.9);
  expect(before.blockTimeSeconds).toBeLessThan(blockSeconds * 1.2);
  expect(before.tps).toBeGreaterThan(0);
  expect(before.gasGwei.slow).toBeLessThan(before.gasGwei.fast);

  now += 60_000;
  requests = 0;
  const second = await connection.collect(first.cursor, signal);

  const after = ChainAttributes.parse(second.resources[0]?.attributes);
  const fees = second.samples.filter(({ metric }) => metric === 'base-fee.gwei');
  expect(after.blockNumber).toBeGreaterThan(before.blockNumber);
  expect(fees).toHaveLength(after.blockNumber - before.blockNumber);
  expect(second.events).toEqual([]);
  expect(requests).toBeLessThanOrEqual(2);
});

it.each([
  [{ kind: 'status', status: 503 }, 'unreachable'],
  [{ kind: 'reset' }, 'unreachable'],
  [{ kind: 'truncated' }, 'unreachable'],
  [{ kind: 'hang' }, 'unreachable'],
  [{ kind: 'huge' }, 'unreachable'],
  [{ kind: 'malformed' }, 'malformed'],
  [{ kind: 'wrong-types' }, 'malformed'],
  [{ kind: 'denied' }, 'unauthorized'],
  [{ kind: 'throttled' }, 'rate-limited'],
])('explains a node that misbehaves: %o', async (fault, reason) => {
  const body = JSON.stringify({ match: 'evm.ethereum', ...fault });
  await fetch(`${simulator.url}/_simulator/faults`, { method: 'POST', body });
  const narrow = openEgress({ timeoutMs: 500, maxBodyBytes: 1_048_576 });

  const failure = await connect(simulator.ethereumUrl, narrow.fetchConfigured)
    .collect(undefined, signal)
    .catch((error: unknown) => error);

  expect(failure).toBeInstanceOf(SourceError);
  expect(failure).toMatchObject({ reason });
  if (reason === 'rate-limited') expect(failure).toMatchObject({ retryAt: now + 40_000 });
  await narrow.close();
});
