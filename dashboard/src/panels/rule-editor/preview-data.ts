import type { Chart, Episode, RuleSpec } from '@smartops/contract';
import { toColumns } from '../../live/chart-lines.ts';
import type { ChartData } from '../../ui/time-chart/chart-data.ts';
import { baseOf } from './amount.ts';

type Condition = RuleSpec['condition'];

/** Of a step that holds several readings the worst one counts: the line must show what the rule sees. */
export function worstOf(chart: Chart, condition: Condition): Chart {
  if (condition.kind !== 'threshold') return chart;
  const side = condition.side === 'above' ? 'max' : 'min';
  return { ...chart, data: chart.data.map((point) => ({ ...point, value: point[side] })) };
}

interface Shown {
  readonly chart: Chart;
  readonly condition: Condition;
  /** As it is saved, where it is a limit on the same metric. */
  readonly saved: Condition | undefined;
  /** Of this resource. */
  readonly episodes: readonly Episode[];
  readonly severity: RuleSpec['severity'];
  readonly top: number | undefined;
}

/** The line of one resource with everything that the rule compares it with, and when it would have fired. */
export function previewData({ chart, condition, saved, episodes, severity, top }: Shown): ChartData {
  const worst = worstOf(chart, condition);
  const { at, values } = toColumns([{ chart: worst, tail: [], intervalMs: chart.stepMs }]);
  const limits = condition.kind === 'threshold' ? condition : undefined;
  const before = saved?.kind === 'threshold' && limits?.metric === saved.metric ? saved : undefined;
  return {
    at,
    series: [{ label: chart.metric.label, values: values[0] ?? [] }],
    span: { from: Date.parse(chart.from), to: Date.parse(chart.to) },
    marks: [],
    limit: limits && { value: limits.value, label: '', look: lookOf(severity), side: limits.side },
    guides: [
      ...(limits?.critical == null ? [] : [{ value: limits.critical, look: 'critical' as const }]),
      ...(limits?.clear.value == null ? [] : [{ value: limits.clear.value, look: 'healthy' as const }]),
      ...(before && before.value !== limits?.value
        ? [{ value: before.value, look: 'unknown' as const }]
        : []),
    ],
    bands: episodes.map(({ began, ended, critical }) => ({
      from: Date.parse(began),
      to: ended === null ? Date.parse(chart.to) : Date.parse(ended),
      look: critical ? ('critical' as const) : lookOf(severity),
    })),
    top,
  };
}

export const lookOf = (severity: RuleSpec['severity']) =>
  severity === 'error' || severity === 'critical' ? ('critical' as const) : ('warning' as const);

/** Where a value stands on an axis from 0 to `top`, as a share from below; never outside. */
export const shareOf = (value: number, top: number): number =>
  top > 0 ? Math.min(1, Math.max(0, value / top)) : 0;

/** A value between the steps that somebody would call round: a hundredth of the axis. */
export function roundTo(value: number, top: number, unit: string): number {
  const step = stepOf(top, unit);
  return Number((Math.round(value / step) * step).toPrecision(12));
}

/** What one press of an arrow key moves. */
export function stepOf(top: number, unit: string): number {
  const base = baseOf(top, unit);
  const raw = top / base / 100;
  const size = 10 ** Math.floor(Math.log10(raw));
  return ([1, 2, 5].map((part) => part * size).find((step) => step >= raw * 0.999) ?? size * 10) * base;
}
