'use client';

import { HardDrive } from 'lucide-react';
import { useState } from 'react';
import { roleWord } from '../facts/roles.ts';
import { useCall, useMe } from '../live/call.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Status } from '../ui/glyph.tsx';
import { connectable } from './connectable.ts';
import { FirstRun } from './first-run.tsx';
import { GateSheet, GateSkeleton } from './gate-sheet.tsx';

/** Where the server sends whoever has just started it: the administrator first, then what to watch. */
export function Welcome() {
  const { data: options } = useCall('getSignInOptions', {});
  if (!options) return <GateSkeleton />;
  return options.firstRun ? <FirstRun /> : <Watch demo={options.demo} />;
}

/** First run, 2 of 2: what can be watched, and what to set for it. Connecting in the browser comes later. */
function Watch({ demo }: { demo: boolean }) {
  const me = useMe();
  return (
    <GateSheet
      wide
      step="First run, 2 of 2"
      title="What should it watch?"
      text="Set these variables where the server is started, then start it again. The demo keeps running until the first source is read."
      foot={
        <>
          <span className="flex-1">
            {me && `Signed in as ${me.name}, ${roleWord[me.role].toLowerCase()}.`}
          </span>
          <a className="link" href="/settings?tab=profile">
            Add a passkey
          </a>
        </>
      }
    >
      <ul className="list sources">
        {connectable.map((entry) => (
          <Source key={entry.title} {...entry} />
        ))}
        <li>
          <HardDrive size={20} strokeWidth={1.75} aria-hidden />
          <div>
            <p className="font-medium">This machine</p>
            <p className="text-fg-2">CPU, memory and disk</p>
          </div>
          <Status look="healthy">Already read</Status>
        </li>
      </ul>
      <div className="notice gate-notice">
        <div className="notice-text">
          <p className="font-medium">{demo ? 'Or stay in the demo' : 'The demo is off'}</p>
          <p className="text-fg-2">
            {demo
              ? 'A simulated cloud and chains to try things on. Marked Demo on every page; nothing leaves this server.'
              : 'Only what is connected is shown.'}
          </p>
        </div>
        <a className="btn md ink" href="/">
          {demo ? 'Stay in the demo' : 'Go to Overview'}
        </a>
      </div>
    </GateSheet>
  );
}

function Source({ title, text, needs, icon: Icon, variables }: (typeof connectable)[number]) {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <Icon size={20} strokeWidth={1.75} aria-hidden />
      <div>
        <p className="font-medium">{title}</p>
        <p className="text-fg-2">{text}</p>
        <p className="text-fg-3 text-xs">{needs}</p>
      </div>
      <button type="button" className="btn" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide variables' : 'Show variables'}
      </button>
      {open && (
        <div className="sources-more">
          <pre className="code">{variables}</pre>
          <CopyButton text={variables} label="Copy variables" />
        </div>
      )}
    </li>
  );
}
