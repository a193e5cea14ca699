import { z } from 'zod';
import { chainNames } from './chains.ts';

/** What the operator sets; also the set-up form. */
export const EvmConfig = z.object({
  rpcUrl: z
    .url({ protocol: /^https?$/ })
    .meta({ title: 'RPC address', description: 'Over HTTP; it may hold a key', secret: true }),
  chain: z
    .enum(chainNames)
    .optional()
    .meta({ title: 'Chain', description: 'Refuses an address of another chain' }),
  chainId: z
    .int()
    .positive()
    .optional()
    .meta({ title: 'Chain id', description: 'For a chain that is not in the list' }),
  name: z.string().min(1).optional().meta({ title: 'Name' }),
  logo: z.string().min(1).optional().meta({ title: 'Sign' }),
  explorerUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ title: 'Block explorer' }),
  blockSeconds: z.number().positive().optional().meta({ title: 'Usual seconds between blocks' }),
  batchSize: z
    .int()
    .min(1)
    .max(100)
    .default(50)
    .meta({ title: 'Calls in one request', description: 'Lower it when the provider refuses batches' }),
});
export type EvmConfig = z.infer<typeof EvmConfig>;

const hex = z.string().regex(/^0x[0-9a-f]+$/i);
const Hash = z.string().regex(/^0x[0-9a-f]{64}$/i);
const Wei = hex.transform((text) => BigInt(text));
/** Small enough to be exact as a number: heights, times, ids. */
export const Quantity = hex.transform(Number).pipe(z.int());

export const Block = z
  .object({
    number: Quantity,
    hash: Hash,
    parentHash: Hash,
    /** Seconds since the epoch. */
    timestamp: Quantity,
    transactions: z.array(z.unknown()),
    baseFeePerGas: Wei.nullish(),
  })
  .transform(({ transactions, timestamp, ...block }) => ({
    ...block,
    time: timestamp,
    transactions: transactions.length,
  }));
export type Block = z.infer<typeof Block>;

export const FeeHistory = z.object({
  /** One more than blocks: the last is that of the next block. */
  baseFeePerGas: z.array(Wei).min(1),
  gasUsedRatio: z.array(z.number()),
  reward: z.array(z.array(Wei)).nullish(),
});
export type FeeHistory = z.infer<typeof FeeHistory>;

export const GasPrice = Wei;
