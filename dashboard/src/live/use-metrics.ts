import type { Metric, TimeRange } from '@smartops/contract';
import { useContext } from 'react';
import { rangeMs } from '../format/range.ts';
import { useCall } from './call.ts';
import { extendLine } from './extend-line.ts';
import { LiveContext, useTopic } from './use-live.ts';

/** A metric as the cells show it: the live reading with the history of the chosen range. */
export interface MetricLine {
  readonly metric: Metric;
  /** Mean of the previous equal period; null while it is not known. */
  readonly previous: number | null;
  readonly line: readonly (number | null)[];
}

/** All metrics by rank. The stream brings readings, REST the history; `undefined` until the first word. */
export function useMetrics(range: TimeRange): readonly MetricLine[] | undefined {
  const metrics = useTopic('metrics');
  const { data } = useCall('getMetrics', { timeRange: range });
  const live = useContext(LiveContext);
  if (!metrics) return undefined;
  const histories = new Map(data?.metrics.map((metric) => [metric.id, metric]));
  return metrics
    .toSorted((a, b) => a.rank - b.rank)
    .map((metric) => {
      const history = histories.get(metric.id);
      return {
        metric,
        previous: history ? history.previous : range === '1h' ? metric.previous : null,
        line: history ? extendLine(history, rangeMs[range], live?.tails.of(metric.id) ?? []) : [],
      };
    });
}
