'use client';

import { activity } from '../../panels/activity/index.ts';
import { alerts } from '../../panels/alerts/index.ts';
import { awsServices } from '../../panels/aws-services/index.ts';
import { overviewCharts } from '../../panels/charts/index.tsx';
import { deployments } from '../../panels/deployments/index.ts';
import { headlineMetrics } from '../../panels/metric-cells/index.tsx';
import { networks } from '../../panels/networks/index.ts';
import { PanelPage } from '../../panels/panel-page.tsx';
import { pipeline } from '../../panels/pipeline/index.tsx';
import { situation } from '../../panels/situation/index.tsx';

const panels = [
  situation,
  headlineMetrics,
  overviewCharts,
  alerts,
  awsServices,
  pipeline,
  deployments,
  networks,
  activity,
];

export const Overview = () => <PanelPage panels={panels} />;
