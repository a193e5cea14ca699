import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Followed, follow } from './follow.ts';
import { shortHash } from './known-blocks.ts';
import type { Block } from './schema.ts';

const hashOf = (number: number, fork: number) =>
  `0x${number.toString(16).padStart(8, '0')}${fork.toString(16).padStart(8, '0')}${'0'.repeat(48)}`;

/** A chain that grows, is replaced from somewhere on, and is read through nodes that may lag. */
function aChain() {
  const blocks: Block[] = [];
  let fork = 0;
  const grow = (count: number) => {
    for (let i = 0; i < count; i++) {
      const number = blocks.length;
      const parentHash = blocks.at(-1)?.hash ?? hashOf(0, 0xffff);
      blocks.push({ number, hash: hashOf(number, fork), parentHash, time: number, transactions: 1 });
    }
  };
  const replace = (depth: number) => {
    const count = Math.min(depth, blocks.length - 1);
    blocks.length -= count;
    fork += 1;
    grow(count + 1);
  };
  return { blocks, grow, replace };
}

const step = fc.oneof(
  fc.record({ kind: fc.constant('grow' as const), count: fc.integer({ min: 0, max: 400 }) }),
  fc.record({ kind: fc.constant('replace' as const), count: fc.integer({ min: 1, max: 90 }) }),
);

it('always knows a chain without a hole, and leaves out no block that it does not name', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({ step, lag: fc.integer({ min: 0, max: 6 }), hole: fc.integer({ min: 0, max: 30 }) }),
        {
          maxLength: 12,
        },
      ),
      async (moves) => {
        const chain = aChain();
        chain.grow(5);
        const delivered = new Set<number>();
        const named = new Set<number>();
        let known: Followed['blocks'] = [];

        const look = async (lag: number, hole: number) => {
          const head = chain.blocks[Math.max(0, chain.blocks.length - 1 - lag)] as Block;
          const missing = hole === 0 ? -1 : head.number - hole;
          const followed = await follow(known, head, async (numbers) =>
            numbers.map((number) => (number === missing ? null : (chain.blocks[number] ?? null))),
          );
          for (const block of followed.fresh) delivered.add(block.number);
          for (let n = followed.gap?.from ?? 1; n <= (followed.gap?.to ?? 0); n++) named.add(n);
          known = followed.blocks.slice(-64);
          expect(known.every((block, i) => i === 0 || block.number === (known[i - 1]?.number ?? 0) + 1)).toBe(
            true,
          );
        };
        await look(0, 0);
        const start = known[0]?.number ?? 0;
        for (const { step: move, lag, hole } of moves) {
          if (move.kind === 'grow') chain.grow(move.count);
          else chain.replace(move.count);
          await look(lag, hole);
        }
        for (let i = 0; i < 4; i++) await look(0, 0);

        const tail = chain.blocks.slice(-known.length);
        expect(known.map(({ hash }) => hash)).toEqual(tail.map(({ hash }) => shortHash(hash)));
        const leftOut = chain.blocks.filter(
          ({ number }) => number >= start && !delivered.has(number) && !named.has(number),
        );
        expect(leftOut.map(({ number }) => number)).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});
