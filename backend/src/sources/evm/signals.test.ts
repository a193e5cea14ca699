import { expect, it } from 'vitest';
import { gasOf, slope } from './gas.ts';
import { paceOf, statusOf, toBatch } from './signals.ts';

const block = (number: number, time: number, transactions = 6) => ({
  number,
  hash: '0x1',
  time,
  transactions,
});

it('measures the pace between the first and the last block of the window', () => {
  expect(paceOf([block(1, 0, 999), block(2, 2), block(3, 6)])).toEqual({ blockTimeSeconds: 3, tps: 2 });
});

it('measures no pace without time between blocks', () => {
  expect(paceOf([])).toEqual({ blockTimeSeconds: null, tps: null });
  expect(paceOf([block(1, 5)])).toEqual({ blockTimeSeconds: null, tps: null });
  expect(paceOf([block(1, 5), block(2, 5)])).toEqual({ blockTimeSeconds: null, tps: null });
});

it.each([
  [30, 2, 'healthy'],
  [31, 2, 'warning'],
  [41, 2, 'critical'],
  [29, 0.25, 'healthy'],
  [10_000, null, 'warning'],
])('judges a head of %d s where blocks take %s s', (age, usual, expected) => {
  expect(statusOf(age, usual)).toBe(expected);
});

it('leaves empty blocks out of the tips', () => {
  const gas = gasOf({
    baseFeePerGas: [2_000_000_000n, 1_000_000_000n],
    gasUsedRatio: [0, 0.9],
    reward: [
      [0n, 0n, 0n],
      [1n, 500_000_000n, 3_000_000_000n],
    ],
  });

  expect(gas).toEqual({ gwei: { slow: 1.000000001, average: 1.5, fast: 4 }, trend: 'down' });
});

it('needs no tips at all', () => {
  expect(gasOf({ baseFeePerGas: [7_000_000_000n], gasUsedRatio: [], reward: null }).gwei.fast).toBe(7);
});

it.each([
  [[1, 2, 3], 1],
  [[3, 2, 1], -1],
  [[4, 4], 0],
  [[4], 0],
])('finds the slope of %o', (values, expected) => {
  expect(slope(values)).toBeCloseTo(expected);
});

it('has one base fee a second where a chain makes several blocks in one', () => {
  const fresh = [1, 2, 3].map((number) => ({
    number,
    hash: `0x${number}`,
    parentHash: `0x${number - 1}`,
    time: 100 + Math.floor(number / 2),
    transactions: 1,
    baseFeePerGas: BigInt(number) * 1_000_000_000n,
  }));
  const { samples } = toBatch({
    connectionId: 'evm:arbitrum',
    config: { rpcUrl: 'https://rpc.example', batchSize: 50 },
    chainId: 42_161,
    followed: { blocks: fresh, fresh },
    gas: { gwei: { slow: 1, average: 1, fast: 1 }, trend: 'up' },
    now: 101_500,
  });

  expect(samples.filter(({ metric }) => metric === 'base-fee.gwei').map(({ value }) => value)).toEqual([
    1, 3,
  ]);
});
