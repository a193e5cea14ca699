import { lazy, Suspense } from 'react';
import { Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import type { Panel } from '../panel.tsx';

const DeployRules = lazy(async () => ({ default: (await import('./deploy-rules.tsx')).DeployRules }));

export const deployRules: Panel = {
  id: 'deploy-rules',
  render: () => (
    <Suspense
      fallback={
        <Sheet label="What counts as a deployment">
          <SkeletonRows rows={4} tall />
        </Sheet>
      }
    >
      <DeployRules />
    </Suspense>
  ),
};
