import type { MetricLine } from '../../live/use-metrics.ts';
import type { Panel } from '../panel.tsx';
import { headlines } from './headlines.ts';
import { MetricCells } from './metric-cells.tsx';

/** The headline metrics: one row. */
export const headlineMetrics: Panel = {
  id: 'headline-metrics',
  render: () => <MetricCells label="Metrics" choose={(lines) => headlines(lines, 6)} />,
};

/** Every metric of clouds and hosts. */
export const infrastructureMetrics: Panel = {
  id: 'infrastructure-metrics',
  render: () => <MetricCells label="Readings" title="Readings" choose={withoutChains} />,
};

const withoutChains = (lines: readonly MetricLine[]) =>
  lines.filter(({ metric }) => !metric.source.startsWith('evm:'));
