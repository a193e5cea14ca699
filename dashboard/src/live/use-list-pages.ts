import { useEffect, useRef } from 'react';
import useSWRInfinite from 'swr/infinite';
import type { CallError } from './exchange.ts';
import { isTouched, itemsOf, type Listed, type ListPage, type Mark, newMarks } from './list-pages.ts';

const first = 25;
const step = 75;
/** Into one page so many new items fit before the pages after it are read again. */
const most = 200;
const fiveMinutesMs = 300_000;

/** What part of a list is asked for. */
export interface Part {
  readonly before?: string;
  readonly until?: string;
  readonly limit: number;
}

export interface Answer<Item, Total> {
  readonly items: readonly Item[];
  readonly next: string | null;
  readonly total: Total | null;
}

interface ListPages<Item extends Listed, Filter, Total> {
  /** Unique in the product. */
  readonly name: string;
  readonly filter: Filter;
  readonly read: (filter: Filter, part: Part) => Promise<Answer<Item, Total>>;
  /** What changed last, as the stream tells it; undefined until that is known. */
  readonly marks: readonly Mark[] | undefined;
}

type Key<Filter> = readonly [string, Filter, string | undefined];

/** What fulfils a filter, newest first: new ones appear at once, older ones page by page. */
export function useListPages<Item extends Listed, Filter, Total>(list: ListPages<Item, Filter, Total>) {
  const { name, filter, marks } = list;
  // A page ends where it ended first, however many new items there are: the pages after it stay as they are.
  const ends = useRef(new Map<string, string | null>());
  const pages = useSWRInfinite<ListPage<Item, Total>, CallError>(
    (index: number, last: ListPage<Item, Total> | null): Key<Filter> | null =>
      index > 0 && !last?.end ? null : [name, filter, last?.end ?? undefined],
    ([, asked, before]: Key<Filter>) => readPage(list.read, asked, before, ends.current),
    { revalidateOnFocus: false, keepPreviousData: true, refreshInterval: fiveMinutesMs },
  );
  const { data, error, size, setSize, isLoading, isValidating, mutate } = pages;
  const seen = useRef<readonly Mark[]>(undefined);

  useEffect(() => {
    const changed = marks && seen.current ? newMarks(seen.current, marks) : [];
    seen.current = marks;
    if (changed.length === 0) return;
    void mutate((before) => before, {
      // The first says how many there are in all.
      revalidate: (page: ListPage<Item, Total> | undefined) =>
        !page || page.total !== null || isTouched(page, changed),
    });
  }, [marks, mutate]);

  return {
    items: data && itemsOf(data),
    total: data?.[0]?.total ?? undefined,
    hasMore: data?.at(-1)?.end !== null,
    error,
    /** What is there still fulfils another filter. */
    isStale: isLoading && data !== undefined,
    busy: isValidating && size > (data?.length ?? 0),
    more: () => void setSize(size + 1),
    retry: () => void mutate(),
  };
}

async function readPage<Item, Filter, Total>(
  read: (filter: Filter, part: Part) => Promise<Answer<Item, Total>>,
  filter: Filter,
  before: string | undefined,
  ends: Map<string, string | null>,
): Promise<ListPage<Item, Total>> {
  const key = JSON.stringify([filter, before]);
  const known = ends.get(key);
  const range =
    known === undefined ? { limit: before ? step : first } : { limit: most, ...(known && { until: known }) };
  const { items, next, total } = await read(filter, { ...(before && { before }), ...range });
  const end = next ?? known ?? null;
  ends.set(key, end);
  return { items, end, total };
}
