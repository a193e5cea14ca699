import type { Incident, IncidentFilter } from '@smartops/contract';
import { useEffect, useRef } from 'react';
import useSWRInfinite from 'swr/infinite';
import { call } from '../../live/call.ts';
import type { CallError } from '../../live/exchange.ts';
import { useTopic } from '../../live/use-live.ts';
import { changedIds, type IncidentsPage, incidentsOf } from './filter.ts';

const limit = 50;
const fiveMinutesMs = 300_000;

type Key = readonly ['listIncidents', IncidentFilter, number | undefined];

/** The incidents that fulfil a filter: new ones appear at once, older ones page by page. */
export function useIncidents(filter: IncidentFilter | undefined) {
  const { data, error, size, setSize, isLoading, isValidating, mutate } = useSWRInfinite<
    IncidentsPage,
    CallError
  >(
    (index: number, last: IncidentsPage | null): Key | null =>
      !filter || (index > 0 && !last?.next) ? null : ['listIncidents', filter, last?.next ?? undefined],
    ([, asked, before]: Key) => call('listIncidents', { ...asked, ...(before && { before }), limit }),
    { revalidateOnFocus: false, keepPreviousData: true, refreshInterval: fiveMinutesMs },
  );
  const news = useTopic('incidents');
  const seen = useRef<readonly Incident[]>(undefined);

  useEffect(() => {
    const changed = news && seen.current ? changedIds(seen.current, news) : new Set();
    seen.current = news;
    if (changed.size === 0) return;
    void mutate((pages) => pages, {
      // The first is where new ones come, and says how many there are in all.
      revalidate: (page: IncidentsPage | undefined) =>
        !page || page.total !== null || page.incidents.some(({ id }) => changed.has(id)),
    });
  }, [news, mutate]);

  return {
    incidents: data && incidentsOf(data),
    total: data?.[0]?.total ?? 0,
    hasMore: data?.at(-1)?.next !== null,
    error,
    /** What is there still fulfils another filter. */
    isStale: isLoading && data !== undefined,
    busy: isValidating && size > (data?.length ?? 0),
    more: () => void setSize(size + 1),
    retry: () => void mutate(),
  };
}
