import type { Chart, LogLine, Metric, TimeRange } from '@smartops/contract';

const spans: Record<TimeRange, number> = {
  '1h': 3_600_000,
  '24h': 86_400_000,
  '7d': 604_800_000,
  '30d': 2_592_000_000,
};

/** A made-up past of a metric that ends at its value now: it steps up when the story begins to go wrong. */
export function chartOf(metric: Metric, range: TimeRange, now: number): Chart {
  const points = 240;
  const span = spans[range];
  const stepMs = span / points;
  const target = typeof metric.value === 'number' ? metric.value : 0;
  const base = metric.status === 'healthy' ? target : (metric.previous ?? target);
  const random = seeded(metric.id.length * 7 + target);
  const data = Array.from({ length: points }, (_, index) => {
    const at = now - span + (index + 1) * stepMs;
    const ramp = Math.min(1, Math.max(0, (at - (now - 25 * 60_000)) / 360_000));
    const level = base + (target - base) * ramp * ramp * (3 - 2 * ramp);
    const value = Math.max(0, level + (random() + random() - 1) * 0.12 * Math.max(level, 0.001));
    return { timestamp: new Date(at).toISOString(), value, min: value * 0.96, max: value * 1.04 };
  });
  const end = metric.timestamp === null ? 0 : Date.parse(metric.timestamp);
  const { id, label, unit, scope, limit } = metric;
  return {
    data: data.filter(({ timestamp }) => Date.parse(timestamp) <= end + stepMs),
    metric: { id, label, unit, scope, limit },
    from: new Date(now - span).toISOString(),
    to: new Date(now).toISOString(),
    stepMs,
  };
}

/** 60 even steps of the same past. */
export function sparklineOf(metric: Metric, range: TimeRange, now: number): (number | null)[] {
  const { data } = chartOf(metric, range, now);
  return Array.from({ length: 60 }, (_, index) => data[index * 4 + 3]?.value ?? null);
}

export function logOf(name: string, now: number): LogLine[] {
  return Array.from({ length: 2_000 }, (_, index) => {
    const level = index % 97 === 42 ? 'error' : index % 31 === 7 ? 'success' : 'info';
    const words = {
      info: `\x1b[36m${name}\x1b[0m step ${index}: downloading package ${index % 40} of 40`,
      success: `ok   0071_add_market_column_${index}.sql                  84 ms`,
      error: 'ERROR: canceling statement due to lock timeout (SQLSTATE 55P03)',
    };
    return { time: new Date(now - (2_000 - index) * 100).toISOString(), level, message: words[level] };
  });
}

function seeded(seed: number): () => number {
  let state = Math.floor(seed * 1_000) | 1;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}
