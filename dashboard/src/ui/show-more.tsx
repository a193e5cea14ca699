import { type ReactNode, useState } from 'react';

const step = 25;

/** The first rows of a long list, and a foot that says how many there are, which keys work, and brings more. */
export function useShowMore<Item>(items: readonly Item[], keys?: ReactNode) {
  const [most, setMost] = useState(step);
  const shown = items.slice(0, most);
  return {
    shown,
    foot: (
      <ShowMore shown={shown.length} all={items.length} onMore={() => setMost(most + step * 3)} keys={keys} />
    ),
  };
}

interface ShowMoreProps {
  shown: number;
  all: number;
  keys: ReactNode;
  onMore: () => void;
}

function ShowMore({ shown, all, keys, onMore }: ShowMoreProps) {
  return (
    <div className="foot">
      <span className="flex-1">
        {shown} of {all}
      </span>
      {keys}
      {shown < all && (
        <button type="button" className="btn ghost" onClick={onMore}>
          Show more
        </button>
      )}
    </div>
  );
}
