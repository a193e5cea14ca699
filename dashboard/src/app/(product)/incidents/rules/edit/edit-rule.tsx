'use client';

import { lazy, Suspense } from 'react';
import { Sheet, SkeletonRows } from '../../../../../ui/sheet.tsx';

/** The editor brings what checks rules along; nobody else needs that. */
const RuleEditor = lazy(() =>
  import('../../../../../panels/rule-editor/index.tsx').then(({ RuleEditor }) => ({ default: RuleEditor })),
);

export const EditRule = () => (
  <Suspense
    fallback={
      <Sheet label="Rule">
        <SkeletonRows rows={12} />
      </Sheet>
    }
  >
    <RuleEditor />
  </Suspense>
);
