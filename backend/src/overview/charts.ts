import type { Chart as ContractChart, TopicState } from '@smartops/contract';
import { type MetricKind, splitMetricId } from '../signals/catalogue.ts';
import type { StoredResource } from '../signals/read-store.ts';

export type Chart = ContractChart;

export interface SeriesPoints {
  readonly points: readonly {
    readonly at: number;
    readonly avg: number;
    readonly min: number;
    readonly max: number;
  }[];
  readonly stepMs: number;
}

export interface ChartPorts {
  readonly kinds: readonly MetricKind[];
  readonly now: () => number;
  resource(id: string): Promise<StoredResource | undefined>;
  /** Undefined when there is no such series. */
  series(
    resourceId: string,
    metric: string,
    window: { readonly from: number; readonly to: number },
  ): Promise<SeriesPoints | undefined>;
  /** For each metric id, evenly spaced means, oldest first; null is a gap. */
  sparklines(
    metricIds: readonly string[],
    window: { readonly from: number; readonly to: number; readonly points: number },
  ): Promise<ReadonlyMap<string, readonly (number | null)[]>>;
}

/** One metric over the last `rangeMs`; undefined when it is not known. */
export async function readChart(
  ports: ChartPorts,
  metricId: string,
  rangeMs: number,
): Promise<Chart | undefined> {
  const parts = splitMetricId(metricId);
  if (!parts) return undefined;
  const to = ports.now();
  const from = to - rangeMs;
  const [resource, series] = await Promise.all([
    ports.resource(parts.resourceId),
    ports.series(parts.resourceId, parts.metric, { from, to }),
  ]);
  if (!resource || !series) return undefined;
  const kind = ports.kinds.find(({ kind, metric }) => kind === resource.kind && metric === parts.metric);
  return {
    data: series.points.map(({ at, avg, min, max }) => ({ timestamp: iso(at), value: avg, min, max })),
    metric: {
      id: metricId,
      label: kind?.label ?? parts.metric,
      unit: kind?.unit ?? '',
      scope: resource.name,
      limit: kind?.limit?.warning ?? null,
    },
    from: iso(from),
    to: iso(to),
    stepMs: series.stepMs,
  };
}

const sparklinePoints = 60;

/** The metrics with their line over the last `rangeMs`. */
export async function withSparklines(ports: ChartPorts, metrics: TopicState['metrics'], rangeMs: number) {
  const to = ports.now();
  const ids = metrics.map(({ id }) => id);
  const lines = await ports.sparklines(ids, { from: to - rangeMs, to, points: sparklinePoints });
  return metrics.map((metric) => ({ ...metric, sparkline: [...(lines.get(metric.id) ?? [])] }));
}

const iso = (at: number) => new Date(at).toISOString();
