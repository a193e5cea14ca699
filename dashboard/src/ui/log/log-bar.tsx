import {
  ArrowDownToLine,
  ChevronDown,
  ChevronsDownUp,
  ChevronsUpDown,
  ChevronUp,
  Clock,
  Download,
  Search as SearchIcon,
  WrapText,
} from 'lucide-react';
import type { ComponentProps, KeyboardEvent, ReactNode, Ref } from 'react';
import { CopyButton } from '../copy-button.tsx';
import type { Search } from './use-find.ts';

interface FindProps {
  title: string;
  field: Ref<HTMLInputElement>;
  query: string;
  search: Search;
  /** Which of the matches the reader stands on, from 0. */
  at: number;
  onQuery: (query: string) => void;
  onStep: (by: 1 | -1) => void;
}

export function FindBar({ title, field, query, search, at, onQuery, onStep }: FindProps) {
  const count = search.state === 'found' ? search.lines.length : 0;
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    onStep(event.shiftKey ? -1 : 1);
  };
  return (
    <>
      <label className="field">
        <SearchIcon size={14} aria-hidden />
        <input
          ref={field}
          type="search"
          placeholder="Find"
          aria-label={`Find in ${title}`}
          value={query}
          onKeyDown={onKey}
          onChange={(event) => onQuery(event.target.value)}
        />
        <output>{wordsOf(search, at)}</output>
      </label>
      <IconButton label="Previous match" disabled={count === 0} onClick={() => onStep(-1)}>
        <ChevronUp size={16} aria-hidden />
      </IconButton>
      <IconButton label="Next match" disabled={count === 0} onClick={() => onStep(1)}>
        <ChevronDown size={16} aria-hidden />
      </IconButton>
    </>
  );
}

function wordsOf(search: Search, at: number): string {
  if (search.state === 'idle') return '';
  if (search.state === 'looking') return '…';
  if (search.state === 'failed') return 'Cannot search now';
  return search.total === 0 ? 'Not found' : `${at + 1} of ${search.total.toLocaleString('en-US')}`;
}

interface ErrorsProps {
  count: number;
  onStep: (by: 1 | -1) => void;
}

export function ErrorBar({ count, onStep }: ErrorsProps) {
  if (count === 0) return null;
  return (
    <span className="log-errors">
      <span className="log-count-errors">
        {count === 1 ? '1 error' : `${count.toLocaleString('en-US')} errors`}
      </span>
      <IconButton label="Previous error" title="Previous error (Shift+E)" onClick={() => onStep(-1)}>
        <ChevronUp size={16} aria-hidden />
      </IconButton>
      <IconButton label="Next error" title="Next error (E)" onClick={() => onStep(1)}>
        <ChevronDown size={16} aria-hidden />
      </IconButton>
    </span>
  );
}

export interface Toggles {
  readonly times: boolean;
  readonly wrap: boolean;
  /** Whether everything is unfolded. */
  readonly open: boolean;
}

interface ToolsProps {
  toggles: Toggles;
  onToggle: (name: keyof Toggles) => void;
  /** Undefined for a log to which nothing is added any more. */
  follow: { readonly on: boolean; readonly set: (on: boolean) => void } | undefined;
  foldable: boolean;
  textAddress: string;
  lineAddress: string | undefined;
}

export function Tools({ toggles, onToggle, follow, foldable, textAddress, lineAddress }: ToolsProps) {
  return (
    <span className="log-tools">
      {follow && (
        <button
          type="button"
          className="btn"
          aria-pressed={follow.on}
          title="Show each new log as soon as it is there"
          onClick={() => follow.set(!follow.on)}
        >
          <ArrowDownToLine size={14} aria-hidden />
          Follow
        </button>
      )}
      {lineAddress && <CopyButton text={lineAddress} label="Copy link" />}
      {foldable && (
        <IconButton label={toggles.open ? 'Fold all' : 'Unfold all'} onClick={() => onToggle('open')}>
          {toggles.open ? <ChevronsDownUp size={16} aria-hidden /> : <ChevronsUpDown size={16} aria-hidden />}
        </IconButton>
      )}
      <IconButton
        label="Times"
        look="max-tab:hidden"
        aria-pressed={toggles.times}
        onClick={() => onToggle('times')}
      >
        <Clock size={16} aria-hidden />
      </IconButton>
      <IconButton label="Wrap lines" aria-pressed={toggles.wrap} onClick={() => onToggle('wrap')}>
        <WrapText size={16} aria-hidden />
      </IconButton>
      <a
        className="btn icon"
        href={textAddress}
        download
        aria-label="Download the log"
        title="Download the log"
      >
        <Download size={16} aria-hidden />
      </a>
    </span>
  );
}

interface IconButtonProps extends ComponentProps<'button'> {
  label: string;
  look?: string;
  children: ReactNode;
}

function IconButton({ label, look = '', children, ...rest }: IconButtonProps) {
  return (
    <button type="button" className={`btn icon ${look}`} aria-label={label} title={label} {...rest}>
      {children}
    </button>
  );
}
