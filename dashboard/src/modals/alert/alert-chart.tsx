import type { Alert, ChangeBefore } from '@smartops/contract';
import { Maximize2 } from 'lucide-react';
import { useMemo } from 'react';
import { alertLook } from '../../facts/standing.ts';
import { rangeMs, ranges } from '../../format/range.ts';
import { formatMinute } from '../../format/time.ts';
import { formatValue } from '../../format/value.ts';
import { useCall } from '../../live/call.ts';
import { toColumns } from '../../live/chart-lines.ts';
import { openModal } from '../../state/modal.ts';
import { useNow } from '../../ui/clock.ts';
import { ChartBody } from '../../ui/time-chart/chart-body.tsx';
import type { ChartData } from '../../ui/time-chart/chart-data.ts';

const beforeMs = 40 * 60_000;
const afterMs = 20 * 60_000;

/** Its metric around the moment, with the limit, when it began and what changed before. */
export function AlertChart({ alert, metricId }: { alert: Alert; metricId: string }) {
  const now = useNow(30_000);
  const since = Date.parse(alert.timestamp);
  const end = alert.resolvedAt ? Math.min(now, Date.parse(alert.resolvedAt) + afterMs) : now;
  const from = since - beforeMs;
  const timeRange = ranges.find((range) => rangeMs[range] >= now - from) ?? '30d';
  const { data: chart, error, isLoading, mutate } = useCall('getChart', { metricId, timeRange });
  const data = useMemo<ChartData | undefined>(() => {
    if (!chart) return undefined;
    const { at, values } = toColumns([{ chart, tail: [], intervalMs: chart.stepMs }]);
    return {
      at,
      series: [{ label: chart.metric.label, values: values[0] ?? [] }],
      span: { from, to: Math.max(end, since + 5 * 60_000) },
      limit:
        alert.limit === null
          ? undefined
          : {
              value: alert.limit,
              label: `limit ${formatValue(alert.limit, alert.unit)}`,
              look: alertLook(alert),
            },
      marks: [
        ...alert.changedBefore.map(toMark),
        { id: alert.id, at: since, shape: 'alert', look: alertLook(alert), label: '', key: false },
      ],
      onset: since,
    };
  }, [chart, alert, from, end, since]);
  const title = chart?.metric.label ?? 'Readings';
  return (
    <section>
      <div className="blk-head">
        <h3>{title}</h3>
        <span className="text-fg-2">around {formatMinute(since)}</span>
        <span className="flex-1" />
        <span className="font-medium">{formatValue(alert.value, alert.unit)}</span>
        <button
          type="button"
          className="btn icon"
          aria-label={`${title} in full`}
          title="In full"
          onClick={() => openModal('metric', metricId)}
        >
          <Maximize2 size={14} aria-hidden />
        </button>
      </div>
      <ChartBody
        title={title}
        unit={alert.unit}
        chart={{ data, error, isLoading, retry: () => void mutate() }}
      />
    </section>
  );
}

const toMark = ({ id, at, failed, title }: ChangeBefore): ChartData['marks'][number] => ({
  id,
  at: Date.parse(at),
  shape: failed ? 'failed-deploy' : 'deploy',
  look: failed ? 'critical' : undefined,
  label: title.split(' ')[1] ?? title,
  key: false,
});
