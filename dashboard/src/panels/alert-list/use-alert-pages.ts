import type { Alert } from '@smartops/contract';
import { useMemo } from 'react';
import useSWRInfinite from 'swr/infinite';
import { standingOf } from '../../facts/standing.ts';
import { overlaid, useOverlayVersion } from '../../live/alert-overlay.ts';
import { call } from '../../live/call.ts';
import type { CallError } from '../../live/exchange.ts';
import type { Input, Reply } from '../../live/paths.ts';
import { useFreshness } from '../../live/use-freshness.ts';
import { useTopic } from '../../live/use-live.ts';
import type { Tab } from './filter.ts';

type Page = Reply<'listAlerts'>;
type View = Exclude<Tab, 'all'> | 'firing';

/** The alerts of one view, page by page: read, and as the stream tells of each since. */
export function useAlertPages(state: View, input: Input<'listAlerts'> | undefined, limit: number) {
  const { data, error, size, setSize, isValidating, mutate } = useSWRInfinite<Page, CallError>(
    (index: number, last: Page | null) => {
      if (!input || (index > 0 && !last?.next)) return null;
      return ['listAlerts', { ...input, state, limit, ...(index > 0 && { after: last?.next ?? '' }) }];
    },
    ([, asked]: [string, Input<'listAlerts'>]) => call('listAlerts', asked),
    { revalidateOnFocus: false, keepPreviousData: true, dedupingInterval: 200 },
  );
  useFreshness(mutate, useTopic('alerts'), useTopic('alert-counts'));
  const alerts = useCurrent(data, state);
  const next = data?.at(-1)?.next ?? null;
  return {
    alerts,
    counts: data?.[0]?.counts,
    error,
    busy: isValidating,
    more: next === null ? undefined : () => void setSize(size + 1),
    retry: () => void mutate(),
  };
}

const belongs: Record<View, (alert: Alert) => boolean> = {
  firing: (alert) => !['dismissed', 'resolved'].includes(standingOf(alert)),
  loud: (alert) => standingOf(alert) === 'loud',
  snoozed: (alert) => standingOf(alert) === 'snoozed',
  silenced: (alert) => standingOf(alert) === 'silenced',
  dismissed: (alert) => standingOf(alert) === 'dismissed',
  resolved: (alert) => standingOf(alert) === 'resolved',
};

/** What was read, with what the stream and this page know better; what moved on to another view is gone from this one. */
function useCurrent(pages: readonly Page[] | undefined, state: View): readonly Alert[] | undefined {
  const version = useOverlayVersion();
  const topic = useTopic('alerts');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says that overlays came or went.
  return useMemo(() => {
    if (!pages) return undefined;
    const live = new Map(topic?.map((alert) => [alert.id, alert]));
    const known = new Map(pages.flatMap(({ alerts }) => alerts).map((alert) => [alert.id, alert]));
    return [...known.values()].map((alert) => overlaid(live.get(alert.id) ?? alert)).filter(belongs[state]);
  }, [pages, topic, state, version]);
}
