'use client';

import { deployRuler } from '../../../panels/deploy-ruler/index.tsx';
import { deploymentList } from '../../../panels/deployment-list/index.tsx';
import { environmentsPanel } from '../../../panels/environments/index.tsx';
import { insightPanel } from '../../../panels/insight/index.tsx';
import { PanelPage } from '../../../panels/panel-page.tsx';
import { pipeline } from '../../../panels/pipeline/index.tsx';
import { pipelineRuns } from '../../../panels/pipeline-runs/index.tsx';
import { underWayPanel } from '../../../panels/under-way/index.tsx';

export const Deployments = () => (
  <PanelPage
    panels={[
      underWayPanel,
      environmentsPanel,
      deployRuler,
      [pipeline, 'full'],
      deploymentList,
      pipelineRuns,
      insightPanel,
    ]}
  />
);
