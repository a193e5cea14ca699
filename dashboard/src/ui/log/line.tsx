import type { LogFold, LogRow } from '@smartops/contract';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo, type Ref } from 'react';
import { formatClock } from '../../format/time.ts';
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
  /** What it begins. */
  fold: LogFold | undefined;
  closed: boolean;
  query: string;
  /** The reader stands here. */
  current: boolean;
  addressOf: (line: number) => string;
}

/** One line. Its number is a link to it, its head folds; the list hears both, so that a line that stays is not drawn again. */
export const Line = memo(function Line(props: LineProps) {
  const { number, place, measure, row, fold, closed, query, current, addressOf } = props;
  const look = `${fold ? ' is-head' : ''}${current ? ' is-current' : ''}${row ? ` is-${row.level}` : ''}`;
  const time = fold?.time ?? row?.time;
  return (
    <li ref={measure} data-index={place} value={number} className={`log-line${look}`}>
      <a className="no" href={addressOf(number)} tabIndex={-1} aria-label={`Line ${number}`}>
        {number}
      </a>
      <span className="at">{time !== undefined && formatClock(Date.parse(time))}</span>
      {row?.level === 'error' && <span className="sr-only">Error: </span>}
      <span className="words">
        {fold && <Head fold={fold} closed={closed} row={row} query={query} />}
        {row && !fold && <Words row={row} query={query} />}
      </span>
    </li>
  );
});

type HeadProps = Pick<LineProps, 'closed' | 'row' | 'query'> & { fold: LogFold };

function Head({ fold: { kind, title, errors }, closed, row, query }: HeadProps) {
  const Icon = closed ? ChevronRight : ChevronDown;
  return (
    <>
      <button type="button" className={`log-fold is-${kind}`} aria-expanded={!closed}>
        <Icon size={12} aria-hidden />
        {row?.message === title ? <Words row={row} query={query} /> : title}
      </button>
      {row && row.message !== title && (
        <span className="text-fg-3">
          {' '}
          <Words row={row} query={query} />
        </span>
      )}
      {closed && errors > 0 && (
        <span className="log-count c-critical">{errors === 1 ? '1 error' : `${errors} errors`}</span>
      )}
    </>
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
