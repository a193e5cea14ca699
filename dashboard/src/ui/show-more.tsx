import { useState } from 'react';

const step = 25;

/** The first rows of a long list, and a foot that says how many there are and brings more. */
export function useShowMore<Item>(items: readonly Item[]) {
  const [most, setMost] = useState(step);
  const shown = items.slice(0, most);
  return {
    shown,
    foot: <ShowMore shown={shown.length} all={items.length} onMore={() => setMost(most + step * 3)} />,
  };
}

function ShowMore({ shown, all, onMore }: { shown: number; all: number; onMore: () => void }) {
  return (
    <div className="foot">
      <span className="flex-1">
        {shown} of {all}
      </span>
      {shown < all && (
        <button type="button" className="btn ghost" onClick={onMore}>
          Show more
        </button>
      )}
    </div>
  );
}
