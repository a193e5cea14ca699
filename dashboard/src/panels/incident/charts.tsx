import type { IncidentView } from '@smartops/contract';
import { useMemo } from 'react';
import { toAlertMarks, toDeployMarks } from '../../facts/happenings.ts';
import { chartsOf, type Drawn, isActive, rangeSince, spanOf, startOf } from '../../facts/incidents.ts';
import { severityLook } from '../../facts/looks.ts';
import { formatValue } from '../../format/value.ts';
import { useChart } from '../../live/use-chart.ts';
import { useTopic } from '../../live/use-live.ts';
import { openModal } from '../../state/modal.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { ChartBody } from '../../ui/time-chart/chart-body.tsx';

/** How far apart readings are that the stream tells nothing of; only what is farther is a gap. */
const usualMs = 5 * 60_000;

interface ChartsProps {
  view: IncidentView;
  now: number;
}

/** The metrics of its alerts, one under the other, with one cursor. */
export function IncidentCharts({ view, now }: ChartsProps) {
  const drawn = chartsOf(view.alerts);
  if (drawn.length === 0) return null;
  return (
    <Sheet label="Metrics of its alerts">
      <div className="cells">
        {drawn.map((one) => (
          <MetricChart key={one.metricId} drawn={one} view={view} now={now} />
        ))}
      </div>
    </Sheet>
  );
}

function MetricChart({ drawn, view, now }: ChartsProps & { drawn: Drawn }) {
  const { chart, name, scope, last, unit } = useMetricChart(drawn, view, now);
  const firing = drawn.alerts.find(({ state }) => state === 'firing');
  return (
    <figure aria-label={`${name}, ${scope}`}>
      <div className="head">
        <h3>{name}</h3>
        <span className="note">{scope}</span>
        <span className="grow" />
        <span className={`now-value${firing ? ` c-${severityLook[firing.severity]}` : ''}`}>
          {formatValue(last, unit)}
        </span>
        <button type="button" className="btn" onClick={() => openModal('metric', drawn.metricId)}>
          Details
        </button>
      </div>
      <ChartBody title={`${name}, ${scope}`} unit={unit} chart={chart} syncKey="incident" />
    </figure>
  );
}

function useMetricChart({ metricId, alerts }: Drawn, view: IncidentView, now: number) {
  const { incident, suspect, deployments } = view;
  const span = spanOf(incident, suspect, now);
  const intervalMs = useTopic('metrics')?.find(({ id }) => id === metricId)?.intervalMs ?? usualMs;
  const metric = useMemo(() => [{ id: metricId, intervalMs }], [metricId, intervalMs]);
  const { lines, error, isLoading, retry } = useChart(metric, rangeSince(span.from, now));
  const [about] = alerts;
  const loaded = lines?.charts[0]?.metric;
  const unit = loaded?.unit ?? about?.unit ?? '';
  const inside = lines?.at.flatMap((at, index) => (at >= span.from && at <= span.to ? [index] : [])) ?? [];
  const values = inside.map((index) => lines?.values[0]?.[index] ?? null);
  const name = loaded?.label ?? about?.title ?? metricId;
  const production = deployments.filter(({ environment }) => environment === 'production');
  const limit = about?.limit ?? loaded?.limit ?? null;
  const data = lines && {
    at: inside.map((index) => lines.at[index] ?? 0),
    series: [{ label: name, values }],
    span,
    limit:
      limit === null
        ? undefined
        : {
            value: limit,
            label: `limit ${formatValue(limit, unit)}`,
            look: about && isActive(incident) ? severityLook[about.severity] : ('unknown' as const),
          },
    marks: [
      ...toDeployMarks(production, suspect?.id).map((mark) => ({ ...mark, label: mark.short ?? mark.label })),
      ...toAlertMarks(alerts),
    ],
    onset: startOf(incident),
  };
  return {
    chart: { data, error, isLoading, retry },
    ...{ name, unit, scope: about?.resourceName ?? loaded?.scope ?? '' },
    last: values.findLast((value) => value !== null) ?? null,
  };
}
