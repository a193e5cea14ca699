import { deployRuler } from '../../../panels/deploy-ruler/index.tsx';
import { deploymentList } from '../../../panels/deployment-list/index.tsx';
import { insightPanel } from '../../../panels/insight/index.tsx';
import { PanelPage } from '../../../panels/panel-page.tsx';
import { pipeline } from '../../../panels/pipeline/index.tsx';
import { pipelineRuns } from '../../../panels/pipeline-runs/index.tsx';

/** What stands below the environments. */
export const DeploymentsRest = () => (
  <PanelPage panels={[deployRuler, [pipeline, 'full'], deploymentList, pipelineRuns, insightPanel]} />
);
