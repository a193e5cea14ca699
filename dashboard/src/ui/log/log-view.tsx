import type { LogLine } from '@smartops/contract';
import { ChevronDown, ChevronUp, Download, Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { save } from '../save.ts';
import { useWindow } from '../use-window.ts';
import { stripAnsi } from './ansi.ts';
import { Line, rowHeight } from './line.tsx';
import { useFind } from './use-find.ts';

interface LogViewProps {
  title: string;
  lines: readonly LogLine[];
}

/** A log of any length: draws what is in sight, finds text, shows errors alone. */
export function LogView({ title, lines }: LogViewProps) {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const [onlyErrors, setOnlyErrors] = useState(false);
  const errors = useMemo(() => lines.filter(({ level }) => level === 'error'), [lines]);
  const shown = onlyErrors ? errors : lines;
  const texts = useMemo(() => shown.map(({ message }) => message), [shown]);
  const { box, first, end, reveal } = useWindow(shown.length, rowHeight);
  const hits = useFind(texts, query);
  const current = hits[at % Math.max(1, hits.length)];

  useEffect(() => {
    if (current !== undefined) reveal(current);
  }, [current, reveal]);

  const step = (by: number) => setAt((at + by + hits.length) % Math.max(1, hits.length));
  const onKey = (event: KeyboardEvent) => event.key === 'Enter' && step(event.shiftKey ? -1 : 1);

  return (
    <section aria-label={title} className="log-view">
      <div className="log-bar">
        <label className="field">
          <Search size={14} aria-hidden />
          <input
            type="search"
            placeholder="Find"
            aria-label={`Find in ${title}`}
            value={query}
            onKeyDown={onKey}
            onChange={(event) => {
              setQuery(event.target.value);
              setAt(0);
            }}
          />
          <output>
            {query && (hits.length ? `${(at % hits.length) + 1} of ${hits.length}` : 'Not found')}
          </output>
        </label>
        <button type="button" className="btn icon" aria-label="Previous match" onClick={() => step(-1)}>
          <ChevronUp size={16} aria-hidden />
        </button>
        <button type="button" className="btn icon" aria-label="Next match" onClick={() => step(1)}>
          <ChevronDown size={16} aria-hidden />
        </button>
        <span className="flex-1" />
        <fieldset className="seg" aria-label="Lines shown">
          <button type="button" aria-pressed={!onlyErrors} onClick={() => setOnlyErrors(false)}>
            All
          </button>
          <button
            type="button"
            aria-pressed={onlyErrors}
            disabled={errors.length === 0}
            onClick={() => setOnlyErrors(true)}
          >
            Errors {errors.length}
          </button>
        </fieldset>
        <button
          type="button"
          className="btn icon"
          aria-label="Download the log"
          title="Download"
          onClick={() => save(toText(lines), `${title}.log`)}
        >
          <Download size={16} aria-hidden />
        </button>
      </div>
      <div
        ref={box}
        role="log"
        aria-live="off"
        aria-label={title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
        tabIndex={0}
        className="log"
      >
        <div className="log-lines" style={{ height: shown.length * rowHeight }}>
          <ol start={first + 1} style={{ transform: `translateY(${first * rowHeight}px)` }}>
            {shown.slice(first, end).map((line, offset) => (
              <Line
                // biome-ignore lint/suspicious/noArrayIndexKey: a log only grows; the line number is its identity.
                key={first + offset}
                number={first + offset + 1}
                line={line}
                query={query}
                found={first + offset === current}
              />
            ))}
          </ol>
        </div>
      </div>
    </section>
  );
}

const toText = (lines: readonly LogLine[]) =>
  lines.map(({ time, message }) => `${time} ${stripAnsi(message)}`).join('\n');
