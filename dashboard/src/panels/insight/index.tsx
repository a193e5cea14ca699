import { lazy, Suspense } from 'react';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import type { Panel } from '../panel.tsx';

const Insight = lazy(async () => ({ default: (await import('./insight.tsx')).Insight }));

const waiting = (
  <Sheet label="Insight">
    <Head line title="Insight" />
    <SkeletonRows rows={8} />
  </Sheet>
);

/** Below everything that moves, so it is loaded after it. */
export const insightPanel: Panel = {
  id: 'insight',
  render: () => (
    <Suspense fallback={waiting}>
      <Insight />
    </Suspense>
  ),
};
