import { digest } from '../http/request-ids.ts';
import { hashText, scatter } from '../world/chance.ts';
import { livelyDemand } from '../world/load.ts';
import { DAY, type World } from '../world/world.ts';

export interface ChainTraits {
  readonly name: string;
  readonly chainId: number;
  /** The block that is made at the world's epoch. */
  readonly headAtEpoch: number;
  readonly blockMs: number;
  /** Share of slots in which no block is made. */
  readonly missed: number;
  readonly gasLimit: number;
  readonly gasPerTransaction: number;
  /** EIP-1559: how slowly the base fee follows. */
  readonly denominator: bigint;
  /** Wei, at the oldest block. */
  readonly firstBaseFee: bigint;
  readonly tipGwei: number;
}

export interface Block {
  readonly number: number;
  /** Epoch seconds. */
  readonly timestamp: number;
  readonly baseFee: bigint;
  readonly gasUsed: number;
  readonly transactions: number;
}

const historyMs = DAY;
/** Days of blocks that are remembered before the oldest half is let go. */
const rememberedDays = 4;

/** Blocks in order, made when first asked for: each base fee follows from the block before it, so none can be skipped. */
export class Chain {
  readonly traits: ChainTraits;
  private readonly world: World;
  private readonly blocks: Block[];
  private readonly key: number;
  private first: number;
  private slot = 0;

  constructor(world: World, traits: ChainTraits) {
    this.world = world;
    this.traits = traits;
    this.key = hashText(`${world.seed}|${traits.name}`);
    const past = Math.ceil(historyMs / traits.blockMs);
    this.first = traits.headAtEpoch - past;
    this.slot = -past;
    this.blocks = [this.make(this.first, traits.firstBaseFee)];
  }

  /** The newest block there is now. */
  head(): Block {
    const now = this.world.now();
    for (;;) {
      const last = this.last();
      const next = this.nextSlot();
      if (this.timeOf(next) > now) return last;
      this.slot = next;
      this.blocks.push(this.make(last.number + 1, nextBaseFee(last, this.traits)));
      this.forget();
    }
  }

  block(number: number): Block | undefined {
    if (number > this.head().number) return undefined;
    return this.blocks[number - this.first];
  }

  get oldest(): number {
    return this.first;
  }

  hash(number: number): string {
    return `0x${digest(this.world.seed, this.traits.name, 'block', number)}`;
  }

  byHash(hash: string): Block | undefined {
    return this.blocks.findLast(({ number }) => this.hash(number) === hash);
  }

  private forget(): void {
    const most = (rememberedDays * DAY) / this.traits.blockMs;
    if (this.blocks.length <= most) return;
    this.first += this.blocks.splice(0, Math.floor(most / 2)).length;
  }

  private last(): Block {
    const last = this.blocks.at(-1);
    if (!last) throw new RangeError('A chain has at least one block');
    return last;
  }

  private nextSlot(): number {
    let next = this.slot + 1;
    while (scatter(this.key ^ 0x51ed, next) < this.traits.missed) next++;
    return next;
  }

  private timeOf(slot: number): number {
    return this.world.epoch + slot * this.traits.blockMs;
  }

  private make(number: number, baseFee: bigint): Block {
    const at = this.timeOf(this.slot);
    const { gasLimit, gasPerTransaction } = this.traits;
    const gasUsed = Math.round(gasLimit * this.fullness(at, number, baseFee));
    const transactions = Math.max(
      1,
      Math.round((gasUsed / gasPerTransaction) * (0.85 + 0.3 * scatter(this.key ^ 3, number))),
    );
    return {
      number,
      timestamp: Math.floor(at / 1_000),
      baseFee,
      gasUsed: Math.max(gasUsed, 21_000),
      transactions,
    };
  }

  /** How full a block is: people wait when gas is dear, come by day, and now and then come all at once. */
  private fullness(at: number, number: number, baseFee: bigint): number {
    const usual = Number(this.traits.firstBaseFee);
    const dear = Math.log2(Number(baseFee) / usual);
    const burst = scatter(this.key ^ 11, Math.floor(number / 40)) > 0.94 ? 0.16 : 0;
    const unrest = (scatter(this.key ^ 5, number) - 0.5) * 0.5;
    const pull = 0.5 * (livelyDemand(this.key, at) - 0.85) - 0.22 * dear;
    return Math.min(1, Math.max(0, 0.5 + pull + burst + unrest));
  }
}

/** EIP-1559: up or down by at most 1/denominator as the parent used more or less than half of its limit. */
export function nextBaseFee({ baseFee, gasUsed }: Block, { gasLimit, denominator }: ChainTraits): bigint {
  const target = BigInt(gasLimit) / 2n;
  const used = BigInt(gasUsed);
  if (used === target) return baseFee;
  const step = (baseFee * (used > target ? used - target : target - used)) / target / denominator;
  return used > target ? baseFee + (step > 1n ? step : 1n) : baseFee - step;
}
