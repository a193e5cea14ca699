import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { ErrorBar, FindBar, type Toggles, Tools } from './log-bar.tsx';
import { LogLines } from './log-lines.tsx';
import type { LogSource } from './log-source.ts';
import { useFind } from './use-find.ts';
import { neighbour, useLog } from './use-log.ts';

interface LogViewProps {
  title: string;
  source: LogSource;
  /** The line to begin at; else the first that failed. */
  line: number | undefined;
  /** Undefined for a log to which nothing is added any more. */
  follow: { readonly on: boolean; readonly set: (on: boolean) => void } | undefined;
  /** The reader stands on another line. */
  onLine: (line: number) => void;
}

const isNarrow = () => matchMedia('(max-width: 860px)').matches;

/** A log of any length: draws what is in sight, finds text, leads from error to error, folds steps and groups. */
export function LogView({ title, source, line, follow, onLine }: LogViewProps) {
  const { outline } = source;
  const log = useLog(outline, { line, end: follow?.on ?? false });
  const field = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const [toggles, setToggles] = useState<Toggles>(() => ({ times: true, wrap: isNarrow(), open: false }));
  const search = useFind(source.find, query);
  const hits = search.state === 'found' ? search.lines : [];
  const [firstHit] = hits;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new search leads to its first match, nothing else does.
  useEffect(() => {
    setAt(0);
    if (firstHit !== undefined) log.goTo(firstHit);
  }, [firstHit, query]);

  function leadTo(to: number | undefined) {
    if (to === undefined) return;
    follow?.set(false);
    log.goTo(to);
    onLine(to);
  }
  function stepMatch(by: 1 | -1) {
    if (hits.length === 0) return;
    const next = (at + by + hits.length) % hits.length;
    setAt(next);
    leadTo(hits[next]);
  }
  const stepError = (by: 1 | -1) => leadTo(neighbour(outline.errors, log.current ?? 0, by));
  function toggle(name: keyof Toggles) {
    if (name === 'open') (toggles.open ? log.foldAll : log.unfoldAll)();
    setToggles({ ...toggles, [name]: !toggles[name] });
  }
  function onKey(event: KeyboardEvent) {
    const by = event.shiftKey ? -1 : 1;
    const steps: Record<string, () => void> = {
      e: () => stepError(by),
      n: () => stepMatch(by),
      w: () => toggle('wrap'),
      '/': () => field.current?.focus(),
    };
    const isCommand = event.ctrlKey || event.metaKey || event.altKey;
    const step = isCommand ? undefined : steps[event.key.toLowerCase()];
    if (!step) return;
    event.preventDefault();
    step();
  }

  return (
    <section aria-label={title} className="log-view">
      <div className="log-bar">
        <FindBar {...{ title, field, query, search, at }} onQuery={setQuery} onStep={stepMatch} />
        <ErrorBar count={outline.errorCount} onStep={stepError} />
        <Tools
          toggles={toggles}
          onToggle={toggle}
          follow={follow}
          foldable={outline.folds.length > 0}
          textAddress={source.textAddress}
          lineAddress={log.current === undefined ? undefined : source.addressOf(log.current)}
        />
      </div>
      <LogLines
        {...{ title, source, log }}
        query={query.trim()}
        wrap={toggles.wrap}
        times={toggles.times}
        onStand={(number) => {
          log.stand(number);
          onLine(number);
        }}
        onKey={onKey}
        onLeaveEnd={() => follow?.set(false)}
      />
    </section>
  );
}
