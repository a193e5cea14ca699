import type { ChainAttributes, Sample, Status } from '@smartops/contract';
import type { Batch } from '../source.ts';
import { chainOf, type KnownChain } from './chains.ts';
import { eventsOf } from './events.ts';
import type { Followed } from './follow.ts';
import { type Gas, toGwei } from './gas.ts';
import { type KnownBlock, writeCursor } from './known-blocks.ts';
import type { Block, EvmConfig } from './schema.ts';

const windowBlocks = 50;

export interface ChainRead {
  readonly connectionId: string;
  readonly config: EvmConfig;
  readonly chainId: number;
  readonly followed: Followed;
  readonly gas: Gas;
  readonly now: number;
}

/** What was read of a chain as SmartOps sees it. Pure. */
export function toBatch(read: ChainRead): Batch {
  const { connectionId, config, chainId, followed, gas } = read;
  const chain = { ...chainOf(chainId), ...definedOf(config) };
  return {
    resources: [
      {
        id: connectionId,
        kind: 'evm.chain',
        name: chain.name,
        ...(chain.explorerUrl && { url: chain.explorerUrl }),
        attributes: attributesOf(read, chain),
      },
    ],
    samples: samplesOf(read),
    events: eventsOf({ connectionId, name: chain.name }, followed),
    problems: [],
    complete: ['evm.chain'],
    cursor: writeCursor({
      chainId,
      blocks: followed.blocks,
      ...(gas.fact && { gasPrice: gas.gwei.average }),
    }),
  };
}

function attributesOf(
  { chainId, followed, gas, now }: ChainRead,
  { logo, explorerUrl, blockSeconds }: KnownChain,
): ChainAttributes & { readonly facts: readonly string[] } {
  const pace = paceOf(followed.blocks);
  return {
    chainId,
    logo,
    explorerUrl,
    blockNumber: followed.blocks.at(-1)?.number ?? 0,
    headAt: headAtOf(followed),
    ...pace,
    gasGwei: gas.gwei,
    gasTrend: gas.trend,
    status: statusOf(ageOf(followed, now), blockSeconds ?? pace.blockTimeSeconds),
    facts: gas.fact ? [gas.fact] : [],
  };
}

function samplesOf({ connectionId, followed, gas, now }: ChainRead): Sample[] {
  const headAt = headAtOf(followed);
  const { blockTimeSeconds, tps } = paceOf(followed.blocks);
  const sample = (metric: string, value: number, at: number): Sample => ({
    resourceId: connectionId,
    metric,
    value,
    at,
  });
  return [
    ...(blockTimeSeconds === null ? [] : [sample('block.time.seconds', blockTimeSeconds, headAt)]),
    ...(tps === null ? [] : [sample('tps', tps, headAt)]),
    sample('gas.gwei', gas.gwei.average, headAt),
    sample('head.age.seconds', ageOf(followed, now), now),
    ...baseFees(followed.fresh).map(({ value, time }) => sample('base-fee.gwei', value, time * 1_000)),
  ];
}

const headAtOf = ({ blocks }: Followed) => (blocks.at(-1)?.time ?? 0) * 1_000;

/** Seconds. Clocks differ a little: a block from the future is simply new. */
const ageOf = (followed: Followed, now: number) => Math.max(0, (now - headAtOf(followed)) / 1_000);

/** Seconds a block and transactions a second over the last 50 blocks; null without two blocks or any time between. */
export function paceOf(blocks: readonly KnownBlock[]): Pick<ChainAttributes, 'blockTimeSeconds' | 'tps'> {
  const window = blocks.slice(-windowBlocks);
  const [first, ...rest] = window;
  const seconds = (window.at(-1)?.time ?? 0) - (first?.time ?? 0);
  if (rest.length === 0 || seconds <= 0) return { blockTimeSeconds: null, tps: null };
  // The first block only marks the beginning: its transactions came before.
  const transactions = rest.reduce((sum, block) => sum + block.transactions, 0);
  return { blockTimeSeconds: seconds / rest.length, tps: transactions / seconds };
}

/** By the age of the head; without a usual block time nothing is critical. */
export function statusOf(ageSeconds: number, usualSeconds: number | null): Status {
  if (usualSeconds !== null && ageSeconds > Math.max(20 * usualSeconds, 40)) return 'critical';
  return ageSeconds > Math.max(6 * (usualSeconds ?? 0), 30) ? 'warning' : 'healthy';
}

/** One a second at most: some chains make several blocks in one. */
function baseFees(fresh: readonly Block[]): { readonly time: number; readonly value: number }[] {
  const bySecond = new Map<number, number>();
  for (const { time, baseFeePerGas } of fresh)
    if (baseFeePerGas !== null && baseFeePerGas !== undefined) bySecond.set(time, toGwei(baseFeePerGas));
  return [...bySecond].map(([time, value]) => ({ time, value }));
}

function definedOf({ name, logo, explorerUrl, blockSeconds }: EvmConfig) {
  return {
    ...(name && { name }),
    ...(logo && { logo }),
    ...(explorerUrl && { explorerUrl }),
    ...(blockSeconds && { blockSeconds }),
  };
}
