import type { LogLine } from '@smartops/contract';
import { formatClock } from '../../format/time.ts';
import { parseAnsi } from './ansi.ts';
import { splitHits } from './split-hits.ts';

export const rowHeight = 20;

interface LineProps {
  number: number;
  line: LogLine;
  query: string;
  /** The match that the reader stands on. */
  found: boolean;
}

export function Line({ number, line: { time, level, message }, query, found }: LineProps) {
  return (
    <li className={`log-line is-${level}${found ? ' is-hit' : ''}`}>
      <span className="no">{number}</span>
      <span className="at">{formatClock(Date.parse(time))}</span>
      {level === 'error' && <span className="sr-only">Error: </span>}
      <span>
        {parseAnsi(message).map(({ text, look }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: spans have no identity beyond their place.
          <span key={index} className={look}>
            {splitHits(text, query).map(({ part, hit }, place) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity beyond their place.
              hit ? <mark key={place}>{part}</mark> : part,
            )}
          </span>
        ))}
      </span>
    </li>
  );
}
