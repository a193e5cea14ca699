import type { FeeHistory } from './schema.ts';

export interface Gas {
  readonly gwei: { readonly slow: number; readonly average: number; readonly fast: number };
  readonly trend: 'up' | 'down';
  /** What to know about these numbers, if they are not the usual ones. */
  readonly fact?: string;
}

export const toGwei = (wei: bigint) => Number(wei) / 1e9;

/**
 * The base fee of the next block plus a tip: for each percentile asked for (10, 50, 90) the median over the blocks that
 * had transactions. `slope` of the base fee gives the trend. (EIP-1559; `eth_feeHistory` of the execution API.)
 */
export function gasOf({ baseFeePerGas, gasUsedRatio, reward }: FeeHistory): Gas {
  const next = baseFeePerGas.at(-1) ?? 0n;
  // An empty block has rewards of 0, which say nothing about what a transaction must pay.
  const used = (reward ?? []).filter((_, index) => (gasUsedRatio[index] ?? 0) > 0);
  const tip = (percentile: number) => median(used.flatMap((tips) => tips[percentile] ?? []));
  return {
    gwei: { slow: toGwei(next + tip(0)), average: toGwei(next + tip(1)), fast: toGwei(next + tip(2)) },
    trend: slope(baseFeePerGas.map(toGwei)) > 0 ? 'up' : 'down',
  };
}

/** For chains without a fee history: one price for all. */
export function gasOfPrice(wei: bigint, before: number | undefined): Gas {
  const price = toGwei(wei);
  return {
    gwei: { slow: price, average: price, fast: price },
    trend: before !== undefined && price > before ? 'up' : 'down',
    fact: 'One gas price for all: the chain has no fee history',
  };
}

function median(values: readonly bigint[]): bigint {
  const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0n;
}

/** Of the line with the least squares through the values, a step apart. */
export function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const over = values.reduce((sum, value, x) => sum + (x - middle) * (value - mean), 0);
  const under = values.reduce((sum, _, x) => sum + (x - middle) ** 2, 0);
  return under === 0 ? 0 : over / under;
}
