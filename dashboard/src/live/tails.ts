import type { TopicStore } from './topic-store.ts';

export interface Reading {
  /** Epoch ms. */
  readonly at: number;
  readonly value: number;
}

/** What arrived of each metric since the page was opened, oldest first; it continues the charts that were loaded. */
export interface Tails {
  of(metricId: string): readonly Reading[];
}

const kept = 2_000;
const none: readonly Reading[] = [];

/** Collects readings as the stream brings them. A list is replaced when it grows, so its identity says whether it did. */
export function createTails(store: Pick<TopicStore, 'follow' | 'get'>): Tails {
  const tails = new Map<string, readonly Reading[]>();
  store.follow('metrics', () => {
    for (const { id, value, timestamp } of store.get('metrics') ?? []) {
      if (typeof value !== 'number' || timestamp === null) continue;
      const at = Date.parse(timestamp);
      const before = tails.get(id) ?? none;
      if (at > (before.at(-1)?.at ?? -Infinity)) tails.set(id, [...before.slice(1 - kept), { at, value }]);
    }
  });
  return { of: (metricId) => tails.get(metricId) ?? none };
}
