import type { Panel } from '../panel.tsx';
import { MetricCells } from './metric-cells.tsx';

/** The headline metrics: one row. */
export const headlineMetrics: Panel = {
  id: 'headline-metrics',
  render: () => <MetricCells label="Metrics" most={6} keep={() => true} />,
};

/** Every metric of clouds and hosts. */
export const infrastructureMetrics: Panel = {
  id: 'infrastructure-metrics',
  render: () => (
    <MetricCells label="Readings" title="Readings" keep={({ source }) => !source.startsWith('evm:')} />
  ),
};
