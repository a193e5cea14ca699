import type { FollowMessage, Topic, TopicState, Topics } from '@smartops/contract';
import { diff, patch } from '@smartops/contract/patch';

export type Items<Name extends Topic> = readonly Topics[Name][];

/** What is known of every topic. `undefined` until the first word about it; lists and items keep their identity while unchanged. */
export interface TopicStore {
  get<Name extends Topic>(topic: Name): Items<Name> | undefined;
  follow(topic: Topic, listener: () => void): () => void;
  /** Folds one frame of the stream in. */
  receive(message: FollowMessage): void;
  /** Takes whole lists, read some other way. */
  replace(state: Partial<TopicState>): void;
}

export function createTopicStore(): TopicStore {
  const lists = new Map<Topic, Items<Topic>>();
  const listeners = new Map<Topic, Set<() => void>>();

  function put(topic: Topic, list: Items<Topic>, touched: Set<Topic>): void {
    if (lists.get(topic) === list) return;
    lists.set(topic, list);
    touched.add(topic);
  }

  function replace(state: Partial<TopicState>, touched = new Set<Topic>()): void {
    for (const [topic, list] of Object.entries(state) as [Topic, Items<Topic>][]) {
      const before = lists.get(topic);
      const change = before && diff<Topics[Topic]>(before, list);
      put(topic, before ? (change ? (patch(before, change) as Items<Topic>) : before) : list, touched);
    }
    tell(touched);
  }

  function receive({ state, changes = [] }: FollowMessage): void {
    const touched = new Set<Topic>();
    for (const change of changes) {
      const before = lists.get(change.topic);
      if (before) put(change.topic, patch<Topics[Topic]>(before, change), touched);
    }
    if (state) replace(state, touched);
    else tell(touched);
  }

  function tell(touched: ReadonlySet<Topic>): void {
    for (const topic of touched) for (const listener of listeners.get(topic) ?? []) listener();
  }

  return {
    get: <Name extends Topic>(topic: Name) => lists.get(topic) as Items<Name> | undefined,
    follow(topic, listener) {
      const known = listeners.get(topic) ?? new Set();
      listeners.set(topic, known.add(listener));
      return () => known.delete(listener);
    },
    receive,
    replace: (state) => replace(state),
  };
}
