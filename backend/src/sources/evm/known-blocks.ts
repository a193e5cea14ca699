import { z } from 'zod';
import type { Block } from './schema.ts';

/** What is remembered of a block. */
export interface KnownBlock {
  readonly number: number;
  /** The first 18 characters, which is plenty to tell two blocks apart. */
  readonly hash: string;
  /** Seconds since the epoch. */
  readonly time: number;
  readonly transactions: number;
}

export interface Known {
  readonly chainId: number;
  /** Without a hole, oldest first. */
  readonly blocks: readonly KnownBlock[];
  /** Gwei, only of chains without a fee history: what the trend compares with. */
  readonly gasPrice?: number | undefined;
}

const mostBlocks = 64;

const Cursor = z.object({
  v: z.literal(1),
  chainId: z.int(),
  head: z.int(),
  blocks: z.array(z.tuple([z.string(), z.int(), z.int()])),
  gasPrice: z.number().optional(),
});

/** What cannot be read counts as a first time. */
export function readCursor(text: string | undefined): Known | undefined {
  if (text === undefined) return undefined;
  try {
    const { chainId, head, blocks, gasPrice } = Cursor.parse(JSON.parse(text));
    const first = head - blocks.length + 1;
    return {
      chainId,
      blocks: blocks.map(([hash, time, transactions], index) => ({
        number: first + index,
        hash,
        time,
        transactions,
      })),
      gasPrice,
    };
  } catch {
    return undefined;
  }
}

export function writeCursor({ chainId, blocks, gasPrice }: Known): string {
  const last = blocks.slice(-mostBlocks);
  return JSON.stringify({
    v: 1,
    chainId,
    head: last.at(-1)?.number ?? 0,
    blocks: last.map(({ hash, time, transactions }) => [hash, time, transactions]),
    gasPrice,
  });
}

export const shortHash = (hash: string) => hash.slice(0, 18).toLowerCase();

export function toKnown({ number, hash, time, transactions }: Block): KnownBlock {
  return { number, hash: shortHash(hash), time, transactions };
}
