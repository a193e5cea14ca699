import type { Chart, Metric, TimeRange } from '@smartops/contract';
import { useContext, useMemo } from 'react';
import useSWR from 'swr';
import { call } from './call.ts';
import { type Columns, toColumns } from './chart-lines.ts';
import type { CallError } from './exchange.ts';
import { LiveContext, useTopic } from './use-live.ts';

export interface ChartLines extends Columns {
  readonly charts: readonly Chart[];
}

const fiveMinutesMs = 300_000;

/** The lines of several metrics over the range, continued by the stream. */
export function useChart(metrics: readonly Pick<Metric, 'id' | 'intervalMs'>[], range: TimeRange) {
  const live = useContext(LiveContext);
  // The stream's readings arrive with this topic; drawing again is how they reach the chart.
  const topic = useTopic('metrics');
  const ids = metrics.map(({ id }) => id);
  const { data, error, isLoading, mutate } = useSWR<readonly Chart[], CallError>(
    ids.length > 0 && ['charts', ...ids, range],
    () => Promise.all(ids.map((metricId) => call('getChart', { metricId, timeRange: range }))),
    { refreshInterval: fiveMinutesMs, revalidateOnFocus: false, dedupingInterval: 1_000 },
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new topic says that tails grew.
  const lines = useMemo<ChartLines | undefined>(
    () =>
      data && {
        charts: data,
        ...toColumns(
          data.map((chart, index) => ({
            chart,
            tail: live?.tails.of(chart.metric.id) ?? [],
            intervalMs: metrics[index]?.intervalMs ?? 0,
          })),
        ),
      },
    [data, live, topic],
  );
  return { lines, error, isLoading, retry: () => void mutate() };
}
