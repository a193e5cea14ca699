import type { Topic } from '@smartops/contract';
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { Link, Live } from './live.ts';
import type { Reading } from './tails.ts';
import type { Items } from './topic-store.ts';

/** There is none while the page is exported. */
export const LiveContext = createContext<Live | undefined>(undefined);

const deaf = () => () => undefined;
const connecting: Link = { state: 'connecting' };

/** The items of one topic, `undefined` until they are known. Draws again only when this topic changes. */
export function useTopic<Name extends Topic>(topic: Name): Items<Name> | undefined {
  const live = useContext(LiveContext);
  const follow = useCallback(
    (listener: () => void) => live?.store.follow(topic, listener) ?? deaf(),
    [live, topic],
  );
  return useSyncExternalStore(
    follow,
    () => live?.store.get(topic),
    () => undefined,
  );
}

/** How the page hears of news. */
export function useConnection(): Link {
  const live = useContext(LiveContext);
  return useSyncExternalStore(
    live?.watch ?? deaf,
    () => live?.link() ?? connecting,
    () => connecting,
  );
}

/** What arrived of a metric since the page was opened. */
export function useTail(metricId: string): readonly Reading[] {
  const live = useContext(LiveContext);
  const follow = useCallback(
    (listener: () => void) => live?.store.follow('metrics', listener) ?? deaf(),
    [live],
  );
  return useSyncExternalStore(
    follow,
    () => live?.tails.of(metricId) ?? noReadings,
    () => noReadings,
  );
}

const noReadings: readonly Reading[] = [];
