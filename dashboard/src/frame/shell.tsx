'use client';

import { usePathname } from 'next/navigation';
import { ThemeProvider } from 'next-themes';
import { type ReactNode, useState } from 'react';
import { LiveProvider } from '../live/live-provider.tsx';
import { ModalHost } from '../modals/modal-host.tsx';
import { pageAt } from './pages.ts';
import { Rail, TabBar } from './rail.tsx';
import { Strip } from './strip.tsx';
import { TopBar } from './top-bar.tsx';

/** What stands around every page. */
export function Shell({ children }: { children: ReactNode }) {
  const page = pageAt(usePathname());
  const [narrow, setNarrow] = useState(false);
  return (
    <ThemeProvider attribute="data-theme" enableColorScheme={false}>
      <LiveProvider>
        <a className="skip" href="#main">
          Skip to content
        </a>
        <div className={`app${narrow ? ' is-narrow' : ''}`}>
          <Rail current={page} narrow={narrow} onFold={() => setNarrow(!narrow)} />
          <div className="min-w-0">
            <TopBar title={page?.title ?? 'Not found'} />
            <Strip />
            <main className="main" id="main" tabIndex={-1}>
              {children}
            </main>
          </div>
        </div>
        <TabBar current={page} />
        <ModalHost />
      </LiveProvider>
    </ThemeProvider>
  );
}
