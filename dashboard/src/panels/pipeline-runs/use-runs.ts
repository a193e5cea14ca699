import type { RunFilter, RunMark } from '@smartops/contract';
import { useEffect, useRef } from 'react';
import useSWRInfinite from 'swr/infinite';
import { call } from '../../live/call.ts';
import type { CallError } from '../../live/exchange.ts';
import { useTopic } from '../../live/use-live.ts';
import { isTouched, newMarks, type RunsPage, runsOf } from './pages.ts';

const first = 25;
const step = 75;
/** Into one page so many new runs fit before the pages after it are read again. */
const most = 200;
const fiveMinutesMs = 300_000;

type Key = readonly ['listRuns', RunFilter, string | undefined];

/** The runs that fulfil a filter: new ones appear at once, older ones page by page. */
export function useRuns(filter: RunFilter) {
  // A page ends where it ended first, however many new runs there are: the pages after it stay as they are.
  const ends = useRef(new Map<string, string | null>());
  const { data, error, size, setSize, isLoading, isValidating, mutate } = useSWRInfinite<RunsPage, CallError>(
    (index: number, last: RunsPage | null): Key | null =>
      index > 0 && !last?.end ? null : ['listRuns', filter, last?.end ?? undefined],
    ([, , before]: Key) => read(filter, before, ends.current),
    { revalidateOnFocus: false, keepPreviousData: true, refreshInterval: fiveMinutesMs },
  );
  const marks = useTopic('runs');
  const seen = useRef<readonly RunMark[]>(undefined);

  useEffect(() => {
    const changed = marks && seen.current ? newMarks(seen.current, marks) : [];
    seen.current = marks;
    if (changed.length === 0) return;
    void mutate((pages) => pages, {
      // The first says how many there are in all.
      revalidate: (page: RunsPage | undefined) => !page || page.total !== null || isTouched(page, changed),
    });
  }, [marks, mutate]);

  return {
    runs: data && runsOf(data),
    total: data?.[0]?.total ?? 0,
    hasMore: data?.at(-1)?.end !== null,
    error,
    /** What is there still fulfils another filter. */
    isStale: isLoading && data !== undefined,
    busy: isValidating && size > (data?.length ?? 0),
    more: () => void setSize(size + 1),
    retry: () => void mutate(),
  };
}

async function read(
  filter: RunFilter,
  before: string | undefined,
  ends: Map<string, string | null>,
): Promise<RunsPage> {
  const key = JSON.stringify([filter, before]);
  const known = ends.get(key);
  const range =
    known === undefined ? { limit: before ? step : first } : { limit: most, ...(known && { until: known }) };
  const { runs, next, total } = await call('listRuns', { ...filter, ...(before && { before }), ...range });
  const end = next ?? known ?? null;
  ends.set(key, end);
  return { runs, end, total };
}
