import type { TimeRange } from '@smartops/contract';
import { useMemo } from 'react';
import { type ChartChoice, leadLine } from '../facts/chart-choice.ts';
import { chartStory } from '../facts/chart-marks.ts';
import { rangeMs } from '../format/range.ts';
import { formatValue } from '../format/value.ts';
import { useChart } from './use-chart.ts';
import { useStory } from './use-story.ts';

/** A limit that nothing is beyond is quiet. */
const limitLook = {
  healthy: 'unknown',
  offline: 'unknown',
  warning: 'warning',
  critical: 'critical',
} as const;

/** Everything a chart shows: its lines over the range, its limit, and what happened meanwhile. */
export function useChartData(choice: ChartChoice, range: TimeRange, now: number) {
  const metrics = choice.lines.map(({ metric }) => metric);
  const { lines, error, isLoading, retry } = useChart(metrics, range);
  const story = useStory();
  const lead = leadLine(choice);
  const { limit, status, unit } = lead?.metric ?? { limit: null, status: 'healthy' as const, unit: '' };
  const limitLabel = `${choice.lines.length > 1 ? `${lead?.label} ` : ''}limit ${formatValue(limit, unit)}`;
  const labels = choice.lines.map(({ label }) => label).join('\n');

  // biome-ignore lint/correctness/useExhaustiveDependencies: metrics are new objects on every reading; `lines` already tells.
  const data = useMemo(() => {
    if (!lines) return undefined;
    return {
      at: lines.at,
      series: labels.split('\n').map((label, index) => ({ label, values: lines.values[index] ?? [] })),
      span: { from: now - rangeMs[range], to: now },
      limit:
        limit === null
          ? undefined
          : {
              value: limit,
              label: limitLabel,
              look: limitLook[status],
            },
      ...(story ? chartStory(story, metrics, now) : { marks: [], onset: undefined }),
    };
  }, [
    lines,
    labels,
    range,
    now,
    limit,
    limitLabel,
    status,
    story?.alerts,
    story?.deployments,
    story?.incidents,
  ]);

  return { data, charts: lines?.charts, error, isLoading, retry };
}
