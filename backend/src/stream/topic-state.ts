import { type Change, diff } from '@smartops/contract/patch';
import type { Topic, Topics } from '@smartops/contract/stream';
import { type Listing, listing } from './listing.ts';

/** In the order in which clients get them. */
export const topics = [
  'metrics',
  'alerts',
  'deployments',
  'aws-services',
  'pipeline',
  'web3-networks',
  'activity',
  'incidents',
  'sources',
  'actions',
  'runs',
  'alert-counts',
  'notifications',
  'rules',
] as const satisfies readonly Topic[];

export type TopicChange = Change & { readonly topic: Topic };

/** What every topic looks like, what of it was sent, and when the rest may be. */
export interface TopicState {
  /** Remembers the items; what did not change will not be sent. Urgent items need not wait for the interval. */
  publish<Name extends Topic>(topic: Name, items: readonly Topics[Name][], urgent?: boolean): void;
  /** What is due at `now` and was not sent before; it counts as sent. */
  take(now: number): readonly TopicChange[];
  /** When the next topic is due; undefined when nothing waits. */
  dueAt(): number | undefined;
  /** As published last. */
  latest(topic: Topic): Listing;
  /** As sent last. */
  sent(topic: Topic): Listing;
}

interface Entry {
  latest: Listing;
  sent: Listing;
  sentAt: number;
  waits: 'nothing' | 'interval' | 'urgent';
}

/** `minIntervalMs` is the least time between two messages of a topic; a change after a quiet time goes at once. */
export function createTopicState(minIntervalMs: Partial<Record<Topic, number>> = {}): TopicState {
  const entries = new Map<Topic, Entry>(topics.map((topic) => [topic, emptyEntry()]));
  const entry = (topic: Topic): Entry => entries.get(topic) ?? emptyEntry();
  const dueAtOf = (topic: Topic, { waits, sentAt }: Entry): number | undefined => {
    if (waits === 'nothing') return undefined;
    return waits === 'urgent' ? 0 : sentAt + (minIntervalMs[topic] ?? 0);
  };
  return {
    publish(topic, items, urgent = false) {
      const one = entry(topic);
      if (!diff(one.latest.items, items)) return;
      one.latest = listing(items, one.latest.version + 1);
      one.waits = urgent || one.waits === 'urgent' ? 'urgent' : 'interval';
    },
    take(now) {
      return [...entries].flatMap(([topic, one]) => {
        const dueAt = dueAtOf(topic, one);
        if (dueAt === undefined || dueAt > now) return [];
        const change = diff(one.sent.items, one.latest.items);
        one.waits = 'nothing';
        one.sent = one.latest;
        if (!change) return [];
        one.sentAt = now;
        return [{ topic, ...change }];
      });
    },
    dueAt() {
      const times = [...entries].flatMap(([topic, one]) => dueAtOf(topic, one) ?? []);
      return times.length > 0 ? Math.min(...times) : undefined;
    },
    latest: (topic) => entry(topic).latest,
    sent: (topic) => entry(topic).sent,
  };
}

function emptyEntry(): Entry {
  const empty = listing([], 0);
  return { latest: empty, sent: empty, sentAt: Number.NEGATIVE_INFINITY, waits: 'nothing' };
}
