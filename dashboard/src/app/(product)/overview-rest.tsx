import { activity } from '../../panels/activity/index.ts';
import { alerts } from '../../panels/alerts/index.ts';
import { awsServices } from '../../panels/aws-services/index.ts';
import { overviewCharts } from '../../panels/charts/index.tsx';
import { deployments } from '../../panels/deployments/index.ts';
import { headlineMetrics } from '../../panels/metric-cells/index.tsx';
import { networks } from '../../panels/networks/index.ts';
import { PanelPage } from '../../panels/panel-page.tsx';
import { pipeline } from '../../panels/pipeline/index.tsx';

const panels = [
  headlineMetrics,
  overviewCharts,
  alerts,
  awsServices,
  pipeline,
  deployments,
  networks,
  activity,
];

/** What stands below the situation. */
export const OverviewRest = () => <PanelPage panels={panels} />;
