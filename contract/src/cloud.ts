import { z } from 'zod';
import { IsoTime, Origin, Status } from './status.ts';

/** A12 and additive fields. */
export const AwsService = Origin.extend({
  id: z.string(),
  name: z.enum(['EC2', 'RDS', 'S3', 'Lambda', 'CloudFront', 'IAM']),
  status: Status,
  /** How many there are; null when that could never be read. */
  instances: z.int().nullable(),
  region: z.string(),
  account: z.string(),
  /** At most three short facts, most telling first: `23 of 24 running`. */
  facts: z.array(z.string()),
  timestamp: IsoTime.nullable(),
  /** Why it cannot be read now; null while it can. */
  reason: z.string().nullable(),
  /** What to do about it. */
  fix: z.string().nullable(),
});
export type AwsService = z.infer<typeof AwsService>;

/** A14 and additive fields. */
export const Web3Network = Origin.extend({
  id: z.string(),
  name: z.string(),
  logo: z.string(),
  chainId: z.int(),
  status: Status,
  blockNumber: z.int().nullable(),
  /** Seconds, mean over the last blocks. */
  blockTime: z.number().nullable(),
  /** Transactions a second over the last blocks. */
  tps: z.number().nullable(),
  /** Gwei: base fee of the next block plus the 10th, 50th and 90th percentile of recent tips. */
  gasPrice: z.object({ slow: z.number(), average: z.number(), fast: z.number() }).nullable(),
  gasTrend: z.enum(['up', 'down']).nullable(),
  /** When the head block was made. */
  timestamp: IsoTime.nullable(),
  reason: z.string().nullable(),
  retryAt: IsoTime.nullable(),
  explorerUrl: z.string().nullable(),
});
export type Web3Network = z.infer<typeof Web3Network>;
