import type { Action } from '@smartops/contract';
import { actionWord, isGoing } from '../../facts/actions.ts';
import { formatClock, formatExact } from '../../format/time.ts';
import { Glyph } from '../../ui/glyph.tsx';

/** What was done and seen, oldest first, and what comes next. */
export function Progress({ action }: { action: Action }) {
  const { summary, status, proposed, sent, approved, rejected, steps } = action;
  const lines = [
    { at: proposed.at, text: `Proposed by ${proposed.by}`, url: null },
    ...(sent ? [{ at: sent.at, text: `Sent for approval by ${sent.by}`, url: null }] : []),
    ...(approved ? [{ at: approved.at, text: `Approved by ${approved.by}`, url: null }] : []),
    ...(rejected ? [{ at: rejected.at, text: `Rejected by ${rejected.by}`, url: null }] : []),
    ...steps,
  ];
  return (
    <div className="action-body">
      <p className="font-medium">{summary.title}</p>
      <ol className="action-steps" aria-live="polite">
        {lines.map(({ at, text, url }) => (
          <li key={`${at} ${text}`}>
            <time dateTime={at} title={formatExact(Date.parse(at))}>
              {formatClock(Date.parse(at))}
            </time>
            {url ? (
              <a href={url} target="_blank" rel="noreferrer">
                {text}
              </a>
            ) : (
              <span>{text}</span>
            )}
          </li>
        ))}
        {isGoing(action) && (
          <li className="text-fg-2">
            <Glyph look="running" />
            <span>{status === 'verifying' ? summary.verifies : `${actionWord[status]} …`}</span>
          </li>
        )}
      </ol>
      {status === 'unknown' && (
        <p className="c-warning action-note">
          <Glyph look="warning" /> Nobody knows whether it was done. Look at GitHub before you ask for it
          again.
        </p>
      )}
    </div>
  );
}
