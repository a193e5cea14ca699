'use client';

import { Lock, LockOpen } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Mark } from '../frame/mark.tsx';
import { ThemeButton } from '../frame/theme-button.tsx';
import { useCall } from '../live/call.ts';

/** What stands around the pages for people who are not inside yet: no rail, no stream, nothing that needs a name. */
export function Gate({ children }: { children: ReactNode }) {
  const { data: options } = useCall('getSignInOptions', {});
  return (
    <div className="gate">
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="top">
        <Mark />
        <h1>SmartOpsAgent</h1>
        {options?.demo && (
          <span className="tag demo" title="It shows the built-in demo cloud">
            Demo
          </span>
        )}
        <span className="flex-1" />
        <Host />
        <ThemeButton />
      </header>
      <main className="gate-mid" id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="gate-foot">
        <span>Every attempt is recorded in the audit log.</span>
        <span className="ml-auto max-tab:ml-0">{options && `Version ${options.version}`}</span>
      </footer>
    </div>
  );
}

/** Where one is about to type a password, and whether others on the way can read it. */
function Host() {
  const [at, setAt] = useState<{ host: string; sealed: boolean }>();
  useEffect(() => setAt({ host: location.host, sealed: location.protocol === 'https:' }), []);
  const Icon = at?.sealed ? Lock : LockOpen;
  return (
    <span className="conn gate-host">
      {at && (
        <>
          <span title={at.sealed ? 'Encrypted' : 'Not encrypted'}>
            <Icon size={14} aria-hidden />
            <span className="sr-only">{at.sealed ? 'Encrypted, ' : 'Not encrypted, '}</span>
          </span>
          <span className="mono">{at.host}</span>
        </>
      )}
    </span>
  );
}
