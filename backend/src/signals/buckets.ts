/** Ms of the steps a chart may have, so that its points stand on round times. */
const steps = [
  1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400,
].map((seconds) => seconds * 1_000);

/** The finest round step that needs at most `maxPoints` for `rangeMs`. */
export function stepFor(rangeMs: number, maxPoints: number): number {
  // One more, because the first and the last step are cut by the ends of the range.
  return steps.find((step) => rangeMs / step + 1 <= maxPoints) ?? Math.ceil(rangeMs / (maxPoints - 1));
}

export interface Bucket {
  readonly at: number;
  readonly avg: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
}

/** Averages, minima and maxima of a window in even steps, folded column by column without an object a sample. */
export class Buckets {
  private readonly to: number;
  private readonly stepMs: number;
  private readonly start: number;
  private readonly sums: Float64Array;
  private readonly minima: Float64Array;
  private readonly maxima: Float64Array;
  private readonly counts: Float64Array;

  /** Epoch ms, `to` excluded; the buckets stand on multiples of `stepMs`, so the first may begin before `from`. */
  constructor({ from, to, stepMs }: { readonly from: number; readonly to: number; readonly stepMs: number }) {
    this.to = to;
    this.stepMs = stepMs;
    this.start = Math.floor(from / stepMs) * stepMs;
    const length = Math.max(0, Math.ceil((to - this.start) / stepMs));
    this.sums = new Float64Array(length);
    this.minima = new Float64Array(length).fill(Number.POSITIVE_INFINITY);
    this.maxima = new Float64Array(length).fill(Number.NEGATIVE_INFINITY);
    this.counts = new Float64Array(length);
  }

  /** Columns of single samples. */
  addSamples(at: readonly number[], values: readonly number[]): void {
    for (let i = 0; i < at.length; i++) {
      const value = values[i] ?? 0;
      this.add(at[i] ?? 0, value, value, value, 1);
    }
  }

  /** Columns of roll-ups: time, sum, min, max, count. */
  addRollups([at = [], sum = [], min = [], max = [], count = []]: readonly number[][]): void {
    for (let i = 0; i < at.length; i++)
      this.add(at[i] ?? 0, sum[i] ?? 0, min[i] ?? 0, max[i] ?? 0, count[i] ?? 0);
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
      list.push({
        at: this.start + i * this.stepMs,
        avg: Math.min(Math.max(avg, min), max),
        min,
        max,
        count,
      });
    }
    return list;
  }

  /** Every bucket's average; null where there is nothing. */
  averages(): (number | null)[] {
    return Array.from(this.counts, (count, i) => (count === 0 ? null : (this.sums[i] ?? 0) / count));
  }

  private add(at: number, sum: number, min: number, max: number, count: number): void {
    if (at < this.start || at >= this.to) return;
    const i = Math.floor((at - this.start) / this.stepMs);
    this.sums[i] = (this.sums[i] ?? 0) + sum;
    this.counts[i] = (this.counts[i] ?? 0) + count;
    if (min < (this.minima[i] ?? 0)) this.minima[i] = min;
    if (max > (this.maxima[i] ?? 0)) this.maxima[i] = max;
  }
}
