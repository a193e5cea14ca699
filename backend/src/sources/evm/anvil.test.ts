import { type ChildProcess, spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ChainAttributes } from '@smartops/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEgress } from '../../platform/egress/egress.ts';
import { evm } from './index.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const [binary] = globSync('node_modules/@foundry-rs/anvil-*/bin/anvil*', { cwd: root });

// A real node: anvil of the Foundry project, where its package is installed for this platform.
describe.skipIf(binary === undefined)('against a real node', () => {
  const egress = openEgress({ timeoutMs: 60_000 });
  const ways = { fetch: egress.fetchConfigured, fetchTyped: egress.fetchTyped };
  let anvil: ChildProcess;
  let rpcUrl: string;

  beforeAll(async () => {
    anvil = spawn(`${root}${binary}`, ['--port', '0', '--host', '127.0.0.1', '--block-time', '1'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    if (!anvil.stdout) throw new Error('anvil has no output');
    for await (const line of createInterface({ input: anvil.stdout })) {
      const address = /Listening on (\S+)/.exec(line)?.[1];
      if (!address) continue;
      rpcUrl = `http://${address}`;
      break;
    }
  });
  afterAll(async () => {
    anvil.kill();
    await egress.close();
  });

  async function rpc(method: string, params: unknown[] = []): Promise<unknown> {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const headers = { 'content-type': 'application/json' };
    const answer = (await (await fetch(rpcUrl, { method: 'POST', headers, body })).json()) as {
      result: unknown;
    };
    return answer.result;
  }
  const height = async () => Number(await rpc('eth_blockNumber'));
  const connect = () => evm.connect({ rpcUrl }, { ...ways, connectionId: 'evm:local', now: Date.now });
  const signal = new AbortController().signal;

  it('reads its height, its gas and its transactions, and then only what came since', async () => {
    const [from, to] = (await rpc('eth_accounts')) as string[];
    await rpc('anvil_mine', ['0x3c', '0x1']);
    for (let i = 0; i < 5; i++) await rpc('eth_sendTransaction', [{ from, to, value: '0x1' }]);
    await rpc('anvil_mine', ['0x2', '0x1']);

    const before = await height();
    const first = await connect().collect(undefined, signal);
    const after = await height();

    expect(first.resources[0]).toMatchObject({ kind: 'evm.chain', name: 'Local chain' });
    const attributes = ChainAttributes.parse(first.resources[0]?.attributes);
    expect(attributes.blockNumber).toBeGreaterThanOrEqual(before);
    expect(attributes.blockNumber).toBeLessThanOrEqual(after);
    expect(attributes.blockTimeSeconds).toBeCloseTo(1, 0);
    expect(attributes.tps).toBeGreaterThan(0);
    expect(attributes.gasGwei.average).toBeGreaterThan(0);
    expect(first.samples.filter(({ metric }) => metric === 'base-fee.gwei').length).toBeGreaterThan(60);

    await rpc('anvil_mine', ['0x5', '0x1']);
    const second = await connect().collect(first.cursor, signal);

    const { blockNumber } = ChainAttributes.parse(second.resources[0]?.attributes);
    expect(blockNumber).toBeGreaterThanOrEqual(attributes.blockNumber + 5);
    expect(second.samples.filter(({ metric }) => metric === 'base-fee.gwei')).toHaveLength(
      blockNumber - attributes.blockNumber,
    );
    expect(second.events).toEqual([]);
  });

  it('notices a real reorg', async () => {
    await rpc('anvil_mine', ['0x5', '0x1']);
    const first = await connect().collect(undefined, signal);

    await rpc('anvil_reorg', [3, []]);
    const second = await connect().collect(first.cursor, signal);

    expect(second.events).toMatchObject([{ kind: 'reorg', resourceId: 'evm:local' }]);
  });

  it('refuses it as Ethereum', async () => {
    const tools = { ...ways, connectionId: 'evm:x', now: Date.now };

    await expect(evm.connect({ rpcUrl, chain: 'ethereum' }, tools).check(signal)).rejects.toThrow(
      'says chain 31337 (Local chain) but is configured as Ethereum Mainnet (1)',
    );
  });
});
