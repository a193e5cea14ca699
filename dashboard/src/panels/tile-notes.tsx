import { type Trouble, troubleName } from '../facts/trouble.ts';
import { formatMoment } from '../format/time.ts';
import { useWebSocket } from '../live/use-web-socket.ts';
import { useNow } from '../ui/clock.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Glyph } from '../ui/glyph.tsx';
import type { EmptyWords } from './empty-words.ts';

export function Empty({ words }: { words: EmptyWords }) {
  return (
    <div className="empty">
      <h3>{words.title}</h3>
      <p>{words.text}</p>
      {words.code && (
        <>
          <pre className="code">{words.code}</pre>
          <CopyButton text={words.code} label="Copy settings" />
        </>
      )}
    </div>
  );
}

export function Unreachable() {
  const { retry } = useWebSocket();
  return (
    <div className="empty">
      <h3>The backend cannot be reached</h3>
      <p>Neither the stream nor the API answers. It is tried again by itself; nothing is known meanwhile.</p>
      <button type="button" className="btn" onClick={() => void retry()}>
        Try now
      </button>
    </div>
  );
}

export function Failing({ trouble }: { trouble: Trouble }) {
  const { problem } = trouble;
  const now = useNow(60_000);
  return (
    <div className="empty">
      <h3>
        {troubleName(trouble)} cannot be read since {formatMoment(Date.parse(problem.since), now)}
      </h3>
      <p>{problem.message}</p>
      {problem.fix && (
        <>
          <pre className="code">{problem.fix}</pre>
          <CopyButton text={problem.fix} label="Copy fix" />
        </>
      )}
    </div>
  );
}

/** Beside rows that were read before: they are not read now. */
export function TroubleRow({ trouble }: { trouble: Trouble }) {
  const now = useNow(60_000);
  const { problem } = trouble;
  return (
    <div className="trouble">
      <Glyph look="unknown" />
      <div className="min-w-0 text-fg-2 text-xs">
        <span className="font-medium text-fg">
          {troubleName(trouble)} not read since {formatMoment(Date.parse(problem.since), now)}.
        </span>{' '}
        {problem.message}
      </div>
      {problem.fix && <CopyButton text={problem.fix} label="Copy fix" />}
    </div>
  );
}
