import type { Metric, Registry } from 'prom-client';

export interface Durations {
  observe(key: string, labels: () => Labels, seconds: number): void;
}
type Labels = Readonly<Record<string, string>>;

interface Series {
  readonly labels: Labels;
  /** Observations up to each bound and above the last one before; the last entry counts what is above all. */
  readonly counts: number[];
  sum: number;
}

const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/**
 * A histogram that is as cheap as a counter: prom-client's own hashes its labels on every observation, here they are
 * only built when a series is new (`key` names it) and when Prometheus asks.
 */
export function createDurations(
  register: Registry,
  { name, help }: { name: string; help: string },
): Durations {
  const series = new Map<string, Series>();
  const metric = {
    name,
    help,
    type: 'histogram',
    aggregator: 'sum',
    get: async () => ({
      name,
      help,
      type: 'histogram',
      values: [...series.values()].flatMap((one) => valuesOf(name, one)),
    }),
  };
  register.registerMetric(metric as unknown as Metric);
  return {
    observe(key, labels, seconds) {
      let one = series.get(key);
      if (!one) {
        one = { labels: labels(), counts: new Array(bounds.length + 1).fill(0), sum: 0 };
        series.set(key, one);
      }
      one.sum += seconds;
      let bucket = 0;
      while (bucket < bounds.length && seconds > (bounds[bucket] ?? 0)) bucket++;
      one.counts[bucket] = (one.counts[bucket] ?? 0) + 1;
    },
  };
}

/** As the exposition format has it: cumulative buckets, then sum and count. */
function valuesOf(name: string, { labels, counts, sum }: Series) {
  let total = 0;
  const buckets = counts.map((count, index) => {
    total += count;
    return { metricName: `${name}_bucket`, labels: { le: bounds[index] ?? '+Inf', ...labels }, value: total };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: total },
  ];
}
