import type { MetricLine } from '../../live/use-metrics.ts';

const urgency = { critical: 0, warning: 1, healthy: 2, offline: 2 } as const;

/** One reading of each name – the worst, then the first by rank – so that CPU of five services does not fill the row. */
export function headlines(lines: readonly MetricLine[], most: number): readonly MetricLine[] {
  const byLabel = Map.groupBy(lines, ({ metric }) => metric.label);
  return [...byLabel.values()]
    .flatMap((named) => named.toSorted((a, b) => urgencyOf(a) - urgencyOf(b))[0] ?? [])
    .slice(0, most);
}

const urgencyOf = ({ metric }: MetricLine) => urgency[metric.status];
