import type { LogLine } from '@smartops/contract';
import { LogView } from '../ui/log/log-view.tsx';
import { SkeletonRows } from '../ui/sheet.tsx';

interface LogPaneProps {
  title: string;
  lines: readonly LogLine[] | undefined;
  error: Error | undefined;
  retry: () => void;
}

/** A log, or why there is none. */
export function LogPane({ title, lines, error, retry }: LogPaneProps) {
  if (lines && lines.length > 0) return <LogView title={title} lines={lines} />;
  if (lines)
    return (
      <div className="empty">
        <p>No lines yet. A log can be read once its job has finished.</p>
        <button type="button" className="btn" onClick={retry}>
          Look again
        </button>
      </div>
    );
  if (error)
    return (
      <div className="empty" role="alert">
        <h3>The log cannot be read</h3>
        <p>{error.message}</p>
        <button type="button" className="btn" onClick={retry}>
          Try again
        </button>
      </div>
    );
  return <SkeletonRows rows={10} />;
}
