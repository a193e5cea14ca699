/** Ms of the steps a chart may have, so that its points stand on round times. */
const steps = [
  1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400,
].map((seconds) => seconds * 1_000);

const dayMs = 86_400_000;

/** The finest round step that needs at most `maxPoints` for `rangeMs`. */
export function stepFor(rangeMs: number, maxPoints: number): number {
  // One more, because the first and the last step are cut by the ends of the range.
  const fits = steps.find((step) => rangeMs / step + 1 <= maxPoints);
  return fits ?? Math.ceil(rangeMs / (maxPoints - 1) / dayMs) * dayMs;
}

export interface Bucket {
  readonly at: number;
  readonly avg: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

export type Column = ArrayLike<number>;

export interface Steps {
  /** Epoch ms of the first bucket; what is before it is left out. */
  readonly start: number;
  /** Epoch ms, excluded. */
  readonly to: number;
  readonly stepMs: number;
}

/** Averages, minima and maxima of a window in even steps, folded column by column without an object a sample. */
export class Buckets {
  private readonly steps: Steps;
  private readonly sums: Float64Array;
  private readonly minima: Float64Array;
  private readonly maxima: Float64Array;
  private readonly counts: Float64Array;

  constructor(steps: Steps) {
    this.steps = steps;
    const length = Math.max(0, Math.ceil((steps.to - steps.start) / steps.stepMs));
    this.sums = new Float64Array(length);
    this.minima = new Float64Array(length).fill(Number.POSITIVE_INFINITY);
    this.maxima = new Float64Array(length).fill(Number.NEGATIVE_INFINITY);
    this.counts = new Float64Array(length);
  }

  /** Columns of single samples, fastest where they ascend. */
  addSamples(at: Column, values: Column): void {
    const { to, stepMs } = this.steps;
    for (let i = 0; i < at.length; ) {
      const bucket = this.indexOf(at[i] ?? 0);
      const begin = this.startOf(bucket);
      const end = Math.min(begin + stepMs, to);
      const first = i;
      let [sum, min, max] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (; i < at.length; i++) {
        const time = at[i] ?? 0;
        if (time < begin || time >= end) break;
        const value = values[i] ?? 0;
        sum += value;
        if (value < min) min = value;
        if (value > max) max = value;
      }
      if (i === first) i++;
      else this.add(bucket, { sum, min, max, count: i - first });
    }
  }

  /** Columns of roll-ups: time, sum, min, max, count. */
  addRollups([at = [], sum = [], min = [], max = [], count = []]: readonly Column[]): void {
    for (let i = 0; i < at.length; i++)
      this.add(this.indexOf(at[i] ?? 0), {
        sum: sum[i] ?? 0,
        min: min[i] ?? 0,
        max: max[i] ?? 0,
        count: count[i] ?? 0,
      });
  }

  /** The buckets that hold something, ascending. */
  filled(): Bucket[] {
    const list: Bucket[] = [];
    for (let i = 0; i < this.counts.length; i++) {
      const count = this.counts[i] ?? 0;
      if (count === 0) continue;
      const avg = (this.sums[i] ?? 0) / count;
      const [min = avg, max = avg] = [this.minima[i], this.maxima[i]];
      // Adding and dividing decimals may end a last bit outside of what was added.
      list.push({ at: this.startOf(i), avg: Math.min(Math.max(avg, min), max), min, max, count });
    }
    return list;
  }

  /** Every bucket's average; null where there is nothing. */
  averages(): (number | null)[] {
    return Array.from(this.counts, (count, i) => (count === 0 ? null : (this.sums[i] ?? 0) / count));
  }

  private indexOf(at: number): number {
    const { start, to, stepMs } = this.steps;
    return at < start || at >= to ? -1 : Math.floor((at - start) / stepMs);
  }

  private startOf(bucket: number): number {
    return bucket < 0 ? Number.POSITIVE_INFINITY : this.steps.start + bucket * this.steps.stepMs;
  }

  private add(i: number, part: Omit<Bucket, 'at' | 'avg'> & { readonly sum: number }): void {
    if (i < 0) return;
    this.sums[i] = (this.sums[i] ?? 0) + part.sum;
    this.counts[i] = (this.counts[i] ?? 0) + part.count;
    if (part.min < (this.minima[i] ?? 0)) this.minima[i] = part.min;
    if (part.max > (this.maxima[i] ?? 0)) this.maxima[i] = part.max;
  }
}
