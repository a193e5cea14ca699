import type { Metric } from '@smartops/contract';
import { expect, it } from 'vitest';
import { allCharts, leadLine } from './chart-choice.ts';

const metric = (id: string, rank: number, more: Partial<Metric> = {}): Metric => ({
  id,
  label: id,
  value: 1,
  change: 0,
  trend: 'stable',
  status: 'healthy',
  unit: 'ms',
  scope: 'checkout-api',
  previous: null,
  timestamp: null,
  intervalMs: 30_000,
  limit: null,
  reason: null,
  resourceId: 'lb',
  rank,
  source: 'aws:demo',
  demo: true,
  ...more,
});

it('draws the percentiles of one thing together, in their order', () => {
  const [chart, ...rest] = allCharts([
    metric('lb~latency.p95.ms', 20, { label: 'p95 latency', limit: 1_000 }),
    metric('lb~latency.p50.ms', 130, { label: 'p50 latency' }),
    metric('lb~latency.p99.ms', 140, { label: 'p99 latency' }),
  ]);

  expect(rest).toEqual([]);
  expect(chart).toMatchObject({ id: 'lb~latency.ms', title: 'Latency' });
  expect(chart?.lines.map(({ label }) => label)).toEqual(['p50', 'p95', 'p99']);
  expect(chart && leadLine(chart)?.label).toBe('p95');
});

it('puts what tells most first and falls back to the ranks', () => {
  const order = allCharts([
    metric('host~memory.percent', 50),
    metric('host~cpu.percent', 40),
    metric('q~backlog.count', 90),
    metric('db~connections.count', 80),
    metric('lb~http.5xx.percent', 10),
    metric('lb~latency.p95.ms', 20),
  ]).map(({ id }) => id);

  expect(order).toEqual([
    'lb~http.5xx.percent',
    'lb~latency.ms',
    'db~connections.count',
    'q~backlog.count',
    'host~cpu.percent',
    'host~memory.percent',
  ]);
});

it('keeps the percentiles of different things apart', () => {
  expect(allCharts([metric('a~latency.p95.ms', 1), metric('b~latency.p95.ms', 2)])).toHaveLength(2);
});
