import type { ChainTraits } from './chain.ts';

const gwei = 1_000_000_000n;

export const ethereum: ChainTraits = {
  name: 'ethereum',
  chainId: 1,
  headAtEpoch: 25_184_306,
  blockMs: 12_000,
  missed: 0.012,
  gasLimit: 60_000_000,
  gasPerTransaction: 140_000,
  denominator: 8n,
  firstBaseFee: 18n * gwei,
  tipGwei: 1.2,
};

/** Since its Delhi fork Polygon follows half as fast. */
export const polygon: ChainTraits = {
  name: 'polygon',
  chainId: 137,
  headAtEpoch: 79_402_118,
  blockMs: 2_000,
  missed: 0.03,
  gasLimit: 45_000_000,
  gasPerTransaction: 180_000,
  denominator: 16n,
  firstBaseFee: 28n * gwei,
  tipGwei: 30,
};
