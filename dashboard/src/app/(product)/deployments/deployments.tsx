'use client';

import { lazy, Suspense } from 'react';
import { environmentsPanel } from '../../../panels/environments/index.tsx';
import { PanelPage } from '../../../panels/panel-page.tsx';
import { underWayPanel } from '../../../panels/under-way/index.tsx';

// Asked for at once, as on the overview.
const rest = import('./deployments-rest.tsx').then(({ DeploymentsRest }) => ({ default: DeploymentsRest }));
const Rest = lazy(() => rest);

export const Deployments = () => (
  <>
    <PanelPage panels={[underWayPanel, environmentsPanel]} />
    <Suspense>
      <Rest />
    </Suspense>
  </>
);
