import { formatCount, plural } from '../format/number.ts';
import { BusyButton } from '../ui/busy-button.tsx';

interface ListFootProps {
  shown: number;
  total: number;
  /** What is listed, one of it. */
  noun: string;
  /** Takes the filter back; left out where nothing is filtered. */
  clear: (() => void) | undefined;
  list: { readonly hasMore: boolean; readonly busy: boolean; readonly more: () => void };
}

/** How much of a list is there to be seen, and the rest of it. */
export function ListFoot({ shown, total, noun, clear, list: { hasMore, busy, more } }: ListFootProps) {
  return (
    <div className="foot">
      <span className="flex-1" role="status">
        {formatCount(shown)} of {plural(total, noun)}
        {clear && ' that match'}
      </span>
      {clear && (
        <button type="button" className="btn ghost" onClick={clear}>
          Clear filter
        </button>
      )}
      {hasMore && (
        <BusyButton type="button" look="ghost" busy={busy} onClick={more}>
          Show more
        </BusyButton>
      )}
    </div>
  );
}
