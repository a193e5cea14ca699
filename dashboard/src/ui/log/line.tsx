import type { LogFold, LogRow } from '@smartops/contract';
import { ChevronDown, ChevronRight } from 'lucide-react';
import type { Ref } from 'react';
import { formatClock, formatExact } from '../../format/time.ts';
import { piecesOf } from './pieces.ts';

export const rowHeight = 20;
/** A head can be clicked, so it is as high as a target must be. */
export const headHeight = 24;

interface LineProps {
  number: number;
  /** Its place among the drawn rows. */
  place: number;
  measure: Ref<HTMLLIElement> | undefined;
  /** Undefined until it has been read. */
  row: LogRow | undefined;
  head: { readonly fold: LogFold; readonly closed: boolean; readonly toggle: () => void } | undefined;
  query: string;
  /** The reader stands here. */
  current: boolean;
  address: string;
  onStand: () => void;
}

export function Line({ number, place, measure, row, head, query, current, address, onStand }: LineProps) {
  const look = `${head ? ' is-head' : ''}${current ? ' is-current' : ''}${row ? ` is-${row.level}` : ''}`;
  const time = head?.fold.time ?? row?.time;
  const at = time === undefined ? undefined : Date.parse(time);
  return (
    <li ref={measure} data-index={place} value={number} className={`log-line${look}`}>
      <a
        className="no"
        href={address}
        tabIndex={-1}
        aria-label={`Line ${number}`}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onStand();
        }}
      >
        {number}
      </a>
      <span className="at" title={at === undefined ? undefined : formatExact(at)}>
        {at !== undefined && formatClock(at)}
      </span>
      {row?.level === 'error' && <span className="sr-only">Error: </span>}
      {head ? (
        <Head {...head} row={row} query={query} />
      ) : (
        <span className="words">{row && <Words row={row} query={query} />}</span>
      )}
    </li>
  );
}

interface HeadProps {
  fold: LogFold;
  closed: boolean;
  toggle: () => void;
  row: LogRow | undefined;
  query: string;
}

function Head({ fold, closed, toggle, row, query }: HeadProps) {
  const Icon = closed ? ChevronRight : ChevronDown;
  return (
    <span className="words">
      <button type="button" className={`log-fold is-${fold.kind}`} aria-expanded={!closed} onClick={toggle}>
        <Icon size={12} aria-hidden />
        {row?.message === fold.title ? <Words row={row} query={query} /> : fold.title}
      </button>
      {row && row.message !== fold.title && (
        <span className="text-fg-3">
          {' '}
          <Words row={row} query={query} />
        </span>
      )}
      {closed && fold.errors > 0 && (
        <span className="log-count c-critical">
          {fold.errors === 1 ? '1 error' : `${fold.errors} errors`}
        </span>
      )}
    </span>
  );
}

function Words({ row: { message, looks, cutFrom }, query }: { row: LogRow; query: string }) {
  return (
    <>
      {piecesOf(message, looks, query).map(({ text, look, hit }, index) => {
        const Part = hit ? 'mark' : 'span';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity beyond their place.
          <Part key={index} className={look}>
            {text}
          </Part>
        );
      })}
      {cutFrom !== null && (
        <span className="log-cut">
          … {cutFrom.toLocaleString('en-US')} characters; the downloaded log has all of them
        </span>
      )}
    </>
  );
}
