import type { Panel } from '../panel.tsx';
import { ChartsPanel } from './charts-panel.tsx';

/** The four charts that tell most, on one clock. */
export const overviewCharts: Panel = {
  id: 'overview-charts',
  render: () => <ChartsPanel most={4} keep={() => true} />,
};

/** Clouds and hosts. */
export const infrastructureCharts: Panel = {
  id: 'infrastructure-charts',
  render: () => <ChartsPanel most={8} keep={({ source }) => !source.startsWith('evm:')} />,
};

export const chainCharts: Panel = {
  id: 'chain-charts',
  render: () => <ChartsPanel most={6} keep={({ source }) => source.startsWith('evm:')} />,
};
