import type { Metric } from '@smartops/contract';

/** One chart: a metric alone, or the percentiles of one thing together. */
export interface ChartChoice {
  readonly id: string;
  readonly title: string;
  readonly scope: string;
  readonly unit: string;
  /** At least one. */
  readonly lines: readonly ChartLine[];
}

export interface ChartLine {
  readonly label: string;
  readonly metric: Metric;
}

const percentile = /\.(p\d+)(?=\.|$)/;
/** What tells most about a service comes first; everything else by its rank. */
const telling = ['http.5xx.percent', 'latency', 'connections.count', 'backlog.count'];

/** Every chart that the metrics make, the most telling first. */
export function allCharts(metrics: readonly Metric[]): readonly ChartChoice[] {
  const groups = new Map<string, Metric[]>();
  for (const metric of metrics.toSorted((a, b) => a.rank - b.rank)) {
    const key = metric.id.replace(percentile, '');
    groups.set(key, [...(groups.get(key) ?? []), metric]);
  }
  return [...groups].map(([id, group]) => toChart(id, group)).toSorted((a, b) => order(a) - order(b));
}

function toChart(id: string, group: readonly Metric[]): ChartChoice {
  const lines = group
    .map((metric) => ({ label: percentileOf(metric) ?? metric.scope ?? metric.label, metric }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'en', { numeric: true }));
  const [first] = group;
  const label = first?.label ?? '';
  const title = lines.length > 1 ? capital(label.replace(/^p\d+\s+/, '')) : label;
  return { id, title, scope: first?.scope ?? '', unit: first?.unit ?? '', lines };
}

const percentileOf = ({ id }: Metric) => percentile.exec(id)?.[1];
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function order({ id, lines }: ChartChoice): number {
  const name = id.slice(id.lastIndexOf('~') + 1);
  const place = telling.findIndex((word) => name.startsWith(word));
  const rank = Math.min(...lines.map(({ metric }) => metric.rank));
  return place === -1 ? telling.length * 1_000 + rank : place * 1_000 + rank;
}

/** The line a chart is judged by: the one with a limit, else the first. */
export function leadLine({ lines }: ChartChoice): ChartLine | undefined {
  return lines.find(({ metric }) => metric.limit !== null) ?? lines[0];
}
