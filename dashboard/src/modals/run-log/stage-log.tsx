import type { Pipeline, Stage } from '@smartops/contract';
import { ExternalLink } from 'lucide-react';
import { type ReactNode, useEffect, useMemo } from 'react';
import { formatExact } from '../../format/time.ts';
import { useCall } from '../../live/call.ts';
import { LogView } from '../../ui/log/log-view.tsx';
import { SkeletonRows } from '../../ui/sheet.tsx';
import { openLogSource } from './open-log-source.ts';

interface StageLogProps {
  run: Pipeline;
  stage: Stage;
  line: number | undefined;
  follow: { readonly on: boolean; readonly set: (on: boolean) => void } | undefined;
  onLine: (line: number) => void;
}

const askAgainMs = 5_000;

/** The log of one stage, or why there is none. */
export function StageLog({ run, stage, line, follow, onLine }: StageLogProps) {
  const { data, error, mutate } = useCall('getLogOutline', { id: run.id, stageId: stage.id });
  const log = data?.log;
  const waits = log?.state === 'waiting';
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => void mutate(), askAgainMs);
    return () => clearInterval(timer);
  }, [waits, mutate]);
  const outline = log?.state === 'ready' ? log.outline : undefined;
  const source = useMemo(
    () => outline && openLogSource({ id: run.id, stageId: stage.id }, outline),
    [outline, run.id, stage.id],
  );

  if (source && outline && log?.state === 'ready')
    return (
      <div className="log-side">
        <LogView title={`${stage.name} log`} {...{ source, line, follow, onLine }} />
        <p className="log-foot">
          {outline.lines.toLocaleString('en-US')} lines, secrets removed
          <span className="max-tab:hidden">, kept {formatExact(Date.parse(log.keptAt))}</span>
        </p>
      </div>
    );
  if (log && log.state !== 'ready')
    return (
      <Note stage={stage} title={waits ? 'No log yet' : 'There is no log'} text={log.reason}>
        {waits && <p>This page looks again by itself.</p>}
      </Note>
    );
  if (error)
    return (
      <Note stage={stage} title="The log cannot be read" text={error.message} isAlert>
        <button type="button" className="btn" onClick={() => void mutate()}>
          Try again
        </button>
      </Note>
    );
  return <SkeletonRows rows={10} />;
}

interface NoteProps {
  stage: Stage;
  title: string;
  text: string;
  isAlert?: boolean;
  children: ReactNode;
}

function Note({ stage, title, text, isAlert = false, children }: NoteProps) {
  return (
    <div className="empty" role={isAlert ? 'alert' : 'status'}>
      <h3>{title}</h3>
      <p>{text}.</p>
      {children}
      {stage.url && (
        <a className="btn" href={stage.url} target="_blank" rel="noreferrer">
          <ExternalLink size={14} aria-hidden />
          View this job on GitHub
        </a>
      )}
    </div>
  );
}
