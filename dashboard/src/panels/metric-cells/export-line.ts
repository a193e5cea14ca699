import type { TimeRange } from '@smartops/contract';
import { csv } from '../../format/csv.ts';
import { rangeMs } from '../../format/range.ts';
import type { MetricLine } from '../../live/use-metrics.ts';
import { save } from '../../ui/save.ts';

interface Row {
  readonly time: string;
  readonly value: number | null;
}

/** The line of a cell as rows with times; a gap stays a gap. */
function toRows({ metric, line }: MetricLine, range: TimeRange, now: number): Row[] {
  const end = metric.timestamp === null ? now : Date.parse(metric.timestamp);
  const step = rangeMs[range] / Math.max(1, line.length);
  return line.map((value, index) => ({
    time: new Date(end - (line.length - 1 - index) * step).toISOString(),
    value,
  }));
}

function toCsv(line: MetricLine, range: TimeRange, now: number): string {
  const { label, unit } = line.metric;
  return csv(
    ['time', unit ? `${label} (${unit})` : label],
    toRows(line, range, now).map(({ time, value }) => [time, value]),
  );
}

function toJson(line: MetricLine, range: TimeRange, now: number): string {
  const { id, label, scope, unit, limit, value, timestamp, source, demo } = line.metric;
  const facts = { id, label, scope, unit, limit, value, timestamp, source, demo, range };
  return JSON.stringify({ ...facts, data: toRows(line, range, now) }, null, 2);
}

/** Hands the line to the browser to keep, as a file of that name. */
export function saveLine(
  line: MetricLine,
  range: TimeRange,
  { name, as }: { name: string; as: 'csv' | 'json' },
) {
  const now = Date.now();
  if (as === 'csv') save(toCsv(line, range, now), `${name}.csv`, 'text/csv');
  else save(toJson(line, range, now), `${name}.json`, 'application/json');
}
