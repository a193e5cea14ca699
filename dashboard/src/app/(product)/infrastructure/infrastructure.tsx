'use client';

import { awsServices } from '../../../panels/aws-services/index.ts';
import { infrastructureCharts } from '../../../panels/charts/index.tsx';
import { infrastructureMetrics } from '../../../panels/metric-cells/index.tsx';
import { PanelPage } from '../../../panels/panel-page.tsx';

export const Infrastructure = () => (
  <PanelPage panels={[[awsServices, 'full'], infrastructureMetrics, infrastructureCharts]} />
);
