import type { Metric } from '@smartops/contract';
import { expect, it } from 'vitest';
import type { MetricLine } from '../../live/use-metrics.ts';
import { headlines } from './headlines.ts';

const line = (label: string, status: Metric['status'], id = label): MetricLine => ({
  metric: { id, label, status } as Metric,
  previous: null,
  line: [],
});
const ids = (lines: readonly MetricLine[]) => lines.map(({ metric }) => metric.id);

it('shows one reading of each name, in order of rank', () => {
  const lines = [
    line('5xx', 'healthy'),
    line('CPU', 'healthy', 'ec2'),
    line('CPU', 'healthy', 'rds'),
    line('Disk', 'healthy'),
  ];
  expect(ids(headlines(lines, 6))).toEqual(['5xx', 'ec2', 'Disk']);
});

it('prefers the reading that is in trouble over one of the same name that is well', () => {
  const lines = [
    line('CPU', 'healthy', 'ec2'),
    line('CPU', 'warning', 'rds'),
    line('CPU', 'critical', 'host'),
  ];
  expect(ids(headlines(lines, 6))).toEqual(['host']);
});

it('never shows more than asked for', () => {
  expect(headlines([line('a', 'healthy'), line('b', 'healthy')], 1)).toHaveLength(1);
});
