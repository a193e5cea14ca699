import type { ConnectionTest } from '@smartops/contract';
import { useEffect, useRef } from 'react';
import { formatDuration } from '../../format/duration.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Status } from '../../ui/glyph.tsx';

/** What the source answered, in its own words, and what mends it. */
export function TestOutcome({ test: { ok, ms, message, fix } }: { test: ConnectionTest }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={place} className="tried" role="status">
      <Status look={ok ? 'healthy' : 'critical'} loud>
        {ok ? 'It answers' : 'It does not work yet'}
      </Status>
      <p className="text-fg-2">
        {message} <span className="text-fg-3">({ms < 1_000 ? `${ms}\u00a0ms` : formatDuration(ms)})</span>
      </p>
      {fix && (
        <>
          <pre className="code">{fix}</pre>
          <CopyButton text={fix} label="Copy fix" />
        </>
      )}
    </div>
  );
}
