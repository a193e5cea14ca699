/** What CloudWatch keeps of a stretch of time: enough for every statistic. */
export interface Bin {
  readonly samples: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  /** The value below which `percent` of the samples lie. */
  percentile(percent: number): number;
}

/** One reading, such as a CPU load. */
export function reading(value: number): Bin {
  return { samples: 1, sum: value, minimum: value, maximum: value, percentile: () => value };
}

/** `count` things that happened, each reported as 1. */
export function happened(count: number): Bin {
  return { samples: count, sum: count, minimum: 1, maximum: 1, percentile: () => 1 };
}

/** `samples` tries, each reported as 0 or, `count` of them, as 1. */
export function outcomes(samples: number, count: number): Bin {
  return {
    samples,
    sum: count,
    minimum: count < samples ? 0 : 1,
    maximum: count > 0 ? 1 : 0,
    percentile: (percent) => (percent > (1 - count / samples) * 100 ? 1 : 0),
  };
}

export type Anchor = readonly [percent: number, value: number];

/** `samples` readings spread so that `anchors`, from 0 to 100 percent, lie on their curve; straight on a logarithmic scale. */
export function spread(samples: number, anchors: readonly Anchor[]): Bin {
  const [first, last] = [anchors[0]?.[1] ?? 0, anchors.at(-1)?.[1] ?? 0];
  return {
    samples,
    sum: samples * meanOf(anchors),
    minimum: first,
    maximum: last,
    percentile(percent) {
      const after = anchors.findIndex(([at]) => at >= percent);
      const [right, left] = [anchors[after], anchors[after - 1]];
      if (!right) return last;
      if (!left) return right[1];
      return left[1] * (right[1] / left[1]) ** ((percent - left[0]) / (right[0] - left[0]));
    },
  };
}

function meanOf(anchors: readonly Anchor[]): number {
  let mean = 0;
  for (const [index, [percent, value]] of anchors.entries()) {
    const [before, low] = anchors[index - 1] ?? [percent, value];
    const height = value === low ? value : (value - low) / Math.log(value / low);
    mean += (height * (percent - before)) / 100;
  }
  return mean;
}

/** Several minutes as one. Percentiles are the means of theirs, weighed by samples. */
export function together(bins: readonly Bin[]): Bin | undefined {
  const [only] = bins;
  if (bins.length <= 1) return only;
  const total = (of: (bin: Bin) => number) => bins.reduce((sum, bin) => sum + of(bin), 0);
  const samples = total((bin) => bin.samples);
  return {
    samples,
    sum: total((bin) => bin.sum),
    minimum: Math.min(...bins.map((bin) => bin.minimum)),
    maximum: Math.max(...bins.map((bin) => bin.maximum)),
    percentile: (percent) => total((bin) => bin.percentile(percent) * bin.samples) / samples,
  };
}

/** The statistic by CloudWatch's name; undefined for one that it does not know. */
export function statistic(name: string): ((bin: Bin) => number) | undefined {
  const percent = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/.exec(name)?.[1];
  if (percent !== undefined) return (bin) => bin.percentile(Number(percent));
  return Object.hasOwn(plain, name) ? plain[name] : undefined;
}

const plain: Readonly<Record<string, (bin: Bin) => number>> = {
  Average: ({ sum, samples }) => sum / samples,
  Sum: ({ sum }) => sum,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
  SampleCount: ({ samples }) => samples,
};
