import { lazy, Suspense } from 'react';
import type { Items } from '../../live/topic-store.ts';
import { text, useUrl } from '../../state/url-state.ts';
import { ActivityRows } from './rows.tsx';

const shown = 7;
/** A type, or `all`; not there without a filter. */
const filterField = text('activity');

const Filtered = lazy(() => import('./filtered.tsx').then(({ Filtered }) => ({ default: Filtered })));

/** The newest, or what a filter in the address asks for. */
export function ActivityView({ items }: { items: Items<'activity'> }) {
  const [asked, setAsked] = useUrl(filterField);
  return (
    <>
      {asked === undefined ? (
        <ActivityRows items={items.slice(0, shown)} />
      ) : (
        <Suspense fallback={<ActivityRows items={items.slice(0, shown)} />}>
          <Filtered items={items} />
        </Suspense>
      )}
      <div className="foot">
        <button
          type="button"
          className="link"
          onClick={() => setAsked(asked === undefined ? 'all' : undefined)}
        >
          {asked === undefined ? 'Filter' : 'Without a filter'}
        </button>
      </div>
    </>
  );
}
