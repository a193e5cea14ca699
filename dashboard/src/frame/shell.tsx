'use client';

import { usePathname } from 'next/navigation';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { LiveProvider } from '../live/live-provider.tsx';
import { useTopic } from '../live/use-live.ts';
import { ModalHost } from '../modals/modal-host.tsx';
import { pageAt, sectionAt } from './pages.ts';
import { Rail, TabBar } from './rail.tsx';
import { Strip } from './strip.tsx';
import { TopBar } from './top-bar.tsx';

const Sections = lazy(() => import('./sections.tsx').then(({ Sections }) => ({ default: Sections })));
const OwnActions = lazy(() =>
  import('./own-actions.tsx').then(({ OwnActions }) => ({ default: OwnActions })),
);
const TitleCount = lazy(() =>
  import('./title-count.tsx').then(({ TitleCount }) => ({ default: TitleCount })),
);

/** Hidden for a moment until the first word: what is wrong decides how high the page begins, and nothing may jump. */
function Main({ children }: { children: ReactNode }) {
  const known = useTopic('sources') !== undefined;
  return (
    <main className={`main${known ? '' : ' is-waiting'}`} id="main" tabIndex={-1}>
      {children}
    </main>
  );
}

/** Nobody needs them before the first word. */
function News() {
  const some = (useTopic('actions') ?? []).length > 0;
  const isTold = useTopic('alert-counts') !== undefined;
  return (
    <Suspense>
      {some && <OwnActions />}
      {isTold && <TitleCount />}
    </Suspense>
  );
}

/** What stands around every page. */
export function Shell({ children }: { children: ReactNode }) {
  const path = usePathname();
  const page = pageAt(path);
  const section = sectionAt(path);
  const [narrow, setNarrow] = useState(false);
  return (
    <LiveProvider>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <div className={`app${narrow ? ' is-narrow' : ''}`}>
        <Rail current={page} narrow={narrow} onFold={() => setNarrow(!narrow)} />
        <div className="min-w-0">
          <TopBar page={page} section={section} />
          <Strip />
          {page?.sections && (
            <Suspense fallback={<div className="tabs subnav subnav-blank" />}>
              <Sections page={page} current={section} />
            </Suspense>
          )}
          <Main>{children}</Main>
        </div>
      </div>
      <TabBar current={page} />
      <News />
      <ModalHost />
    </LiveProvider>
  );
}
