import { type Batch, SourceError, type SourceTools } from '../source.ts';
import { chainOf, chains } from './chains.ts';
import { openRpc, type Rpc } from './client.ts';
import { follow, type ReadBlocks } from './follow.ts';
import { type Gas, gasOf, gasOfPrice } from './gas.ts';
import { type Known, readCursor } from './known-blocks.ts';
import { Block, type EvmConfig, FeeHistory, GasPrice, Quantity } from './schema.ts';
import { paceOf, toBatch } from './signals.ts';

const feeBlocks = 20;
const percentiles = [10, 50, 90];

/** Proves that the address answers for the chain that is meant. Throws SourceError. */
export async function check(config: EvmConfig, tools: SourceTools, signal: AbortSignal): Promise<void> {
  const rpc = await openRpc(config, tools, signal);
  try {
    assertChain(config, await rpc.call(Quantity, 'eth_chainId'));
  } finally {
    rpc.close();
  }
}

/** Follows the chain from the cursor; in one request as a rule. Throws SourceError. */
export async function collect(
  { config, tools, signal }: { config: EvmConfig; tools: SourceTools; signal: AbortSignal },
  cursor: string | undefined,
): Promise<Batch> {
  const rpc = await openRpc(config, tools, signal);
  try {
    const before = readCursor(cursor);
    const expected = expectedBlocks(before, config.batchSize - 3, tools.now());
    const [chainId, head, fees, ahead] = await Promise.all([
      rpc.call(Quantity, 'eth_chainId'),
      rpc.call(Block.nullable(), 'eth_getBlockByNumber', ['latest', false]),
      rpc.callIfKnown(FeeHistory, 'eth_feeHistory', [toHex(feeBlocks), 'latest', percentiles]),
      Promise.all(expected.map((number) => readBlock(rpc, number))),
    ]);
    assertChain(config, chainId);
    if (!head)
      throw new SourceError('unreachable', `${hostOf(config)} has no block yet: the node is starting`);
    // Another chain behind the same address is another story: it begins anew.
    const known = before?.chainId === chainId ? before : undefined;
    const have = new Map(expected.map((number, index) => [number, ahead[index] ?? null]));
    const read: ReadBlocks = (numbers) =>
      Promise.all(numbers.map((number) => have.get(number) ?? readBlock(rpc, number)));
    return toBatch({
      connectionId: tools.connectionId,
      config,
      chainId,
      followed: await follow(known?.blocks ?? [], head, read),
      gas: await readGas(rpc, { head, fees, before: known }),
      now: tools.now(),
    });
  } finally {
    rpc.close();
  }
}

/** The heights that have probably come since, so that they can be asked for together with the head. */
function expectedBlocks(before: Known | undefined, most: number, now: number): number[] {
  const last = before?.blocks.at(-1);
  const seconds = before && paceOf(before.blocks).blockTimeSeconds;
  if (!last || !seconds) return [];
  const count = Math.floor((now / 1_000 - last.time) / seconds);
  return Array.from({ length: Math.max(0, Math.min(count, most)) }, (_, index) => last.number + 1 + index);
}

function readBlock(rpc: Rpc, number: number): Promise<Block | null> {
  return rpc.call(Block.nullable(), 'eth_getBlockByNumber', [toHex(number), false]);
}

async function readGas(
  rpc: Rpc,
  {
    head,
    fees,
    before,
  }: { readonly head: Block; readonly fees: FeeHistory | undefined; readonly before: Known | undefined },
): Promise<Gas> {
  const hasBaseFee = head.baseFeePerGas !== null && head.baseFeePerGas !== undefined;
  if (fees && hasBaseFee) return gasOf(fees);
  return gasOfPrice(await rpc.call(GasPrice, 'eth_gasPrice'), before?.gasPrice);
}

function assertChain(config: EvmConfig, chainId: number): void {
  const expected = config.chainId ?? (config.chain && chains[config.chain].chainId);
  if (expected === undefined || expected === chainId) return;
  const { name } = chainOf(expected);
  throw new SourceError(
    'malformed',
    `${hostOf(config)} says chain ${chainId} (${chainOf(chainId).name}) but is configured as ${name} (${expected})`,
    { fix: `Set the RPC address of ${name}` },
  );
}

const hostOf = ({ rpcUrl }: EvmConfig) => new URL(rpcUrl).host;
const toHex = (number: number) => `0x${number.toString(16)}`;
