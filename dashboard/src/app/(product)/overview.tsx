'use client';

import { lazy, Suspense } from 'react';
import { PanelPage } from '../../panels/panel-page.tsx';
import { situation } from '../../panels/situation/index.tsx';

// Asked for at once: it arrives while the stream is still being opened, and nothing is shown before its first word.
const rest = import('./overview-rest.tsx').then(({ OverviewRest }) => ({ default: OverviewRest }));
const Rest = lazy(() => rest);

const panels = [situation];

export const Overview = () => (
  <>
    <PanelPage panels={panels} />
    <Suspense>
      <Rest />
    </Suspense>
  </>
);
