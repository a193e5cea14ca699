import { type KnownBlock, shortHash, toKnown } from './known-blocks.ts';
import type { Block } from './schema.ts';

/** Blocks that were left out because the collector was too far behind, or the node no longer has them. */
interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Blocks that took the place of others. */
interface Reorg {
  /** The first block that was replaced. */
  readonly from: number;
  readonly depth: number;
  /** Whether the two chains had already parted before everything that is remembered. */
  readonly isDeeper: boolean;
  readonly newHash: string;
}

export interface Followed {
  /** What is known now, without a hole, oldest first. */
  readonly blocks: readonly KnownBlock[];
  /** Those that were not known before. */
  readonly fresh: readonly Block[];
  readonly gap?: Gap;
  readonly reorg?: Reorg;
}

/** Reads these heights; null where the node has no block (yet). Throws SourceError. */
export type ReadBlocks = (numbers: readonly number[]) => Promise<readonly (Block | null)[]>;

const firstBlocks = 100;
const mostBehind = 300;
const patienceBlocks = 20;

/** From what was known to the head, block by block. */
export async function follow(known: readonly KnownBlock[], head: Block, read: ReadBlocks): Promise<Followed> {
  const last = known.at(-1);
  if (!last) return await startAt(head, read);
  if (head.number - last.number > mostBehind) return await jump({ from: last.number + 1 }, head, read);
  if (head.number <= last.number) return await compare(known, head, read);
  const next = await readChain(last.number + 1, head, read);
  const [first] = next;
  if (!first)
    return head.number - last.number > patienceBlocks
      ? await jump({ from: last.number + 1 }, head, read)
      : { blocks: known, fresh: [] };
  if (shortHash(first.parentHash) !== last.hash) return await replace(known, next, read);
  return { blocks: [...known, ...next.map(toKnown)], fresh: next };
}

async function startAt(head: Block, read: ReadBlocks): Promise<Followed> {
  const chain = await readBackwards(head, read);
  return { blocks: chain.map(toKnown), fresh: chain };
}

/** Goes on with the last blocks; those from `from` on that are left out are named. */
async function jump(
  { from, isAllFresh = false }: { readonly from: number; readonly isAllFresh?: boolean },
  head: Block,
  read: ReadBlocks,
): Promise<Followed> {
  const chain = await readBackwards(head, read);
  const gap = { from, to: (chain[0]?.number ?? head.number) - 1 };
  // Some may have been there already, in front of the part that is new.
  const fresh = chain.filter(({ number }) => isAllFresh || number >= from);
  return { blocks: chain.map(toKnown), fresh, ...(gap.to >= gap.from && { gap }) };
}

/** The head is not higher than what is known: a node that lags behind, or a chain that was replaced. */
async function compare(known: readonly KnownBlock[], head: Block, read: ReadBlocks): Promise<Followed> {
  const same = known.find(({ number }) => number === head.number);
  if (same?.hash === shortHash(head.hash)) return { blocks: known, fresh: [] };
  return await replace(known, [head], read);
}

/** Finds where the two chains part, and takes the new one from there. */
async function replace(
  known: readonly KnownBlock[],
  next: readonly Block[],
  read: ReadBlocks,
): Promise<Followed> {
  const firstNext = next[0]?.number ?? 0;
  const below = known.filter(({ number }) => number < firstNext);
  const now = await read(below.map(({ number }) => number));
  // A block that is still there vouches for all below it.
  const same = below.findLastIndex(({ hash }, index) => {
    const block = now[index];
    return block && shortHash(block.hash) === hash;
  });
  const kept = below.slice(0, same + 1);
  const ancestor = kept.at(-1);
  const from = ancestor ? ancestor.number + 1 : (below[0]?.number ?? firstNext);
  const reorg = {
    from,
    depth: Math.max(1, (known.at(-1)?.number ?? from) - from + 1),
    isDeeper: !ancestor,
    newHash: next[0]?.hash ?? '',
  };
  const head = next.at(-1);
  if (!ancestor && head) return { ...(await jump({ from, isAllFresh: true }, head, read)), reorg };
  const replaced = now.filter((block) => block !== null).filter(({ number }) => number >= from);
  const fresh = linked([...replaced, ...next], ancestor?.hash);
  return { blocks: [...kept, ...fresh.map(toKnown)], fresh, reorg };
}

/** From `from` to the head, as far as there is no hole. */
async function readChain(from: number, head: Block, read: ReadBlocks): Promise<Block[]> {
  const numbers = Array.from({ length: head.number - from }, (_, index) => from + index);
  const blocks = [...(await read(numbers)), head];
  const hole = blocks.indexOf(null);
  const whole = hole < 0 ? blocks : blocks.slice(0, hole);
  return linked(whole.filter((block) => block !== null));
}

/** The blocks that end in the head, without a hole. */
async function readBackwards(head: Block, read: ReadBlocks): Promise<Block[]> {
  const from = Math.max(0, head.number - firstBlocks + 1);
  const numbers = Array.from({ length: head.number - from }, (_, index) => from + index);
  const blocks = [...(await read(numbers)), head];
  const chain: Block[] = [];
  for (const block of blocks.toReversed()) {
    const child = chain[0];
    if (!block || (child && child.parentHash !== block.hash)) break;
    chain.unshift(block);
  }
  return chain;
}

/** Up to where a block no longer names the one before: the chain changed while it was read, and is read again next time. */
function linked(blocks: readonly Block[], parentHash?: string): Block[] {
  const broken = blocks.findIndex((block, index) => {
    const before = index === 0 ? parentHash : blocks[index - 1]?.hash;
    return before !== undefined && shortHash(block.parentHash) !== shortHash(before);
  });
  return broken < 0 ? [...blocks] : blocks.slice(0, broken);
}
