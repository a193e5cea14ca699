import type { TopicState } from '@smartops/contract';
import type { Connection, Stream } from './stream.ts';
import { createTails, type Tails } from './tails.ts';
import { createTopicStore, type TopicStore } from './topic-store.ts';

/** How the page hears of news: by the stream, or, when that cannot be had, by asking every half minute. */
export type Link = Connection & {
  /** When the topics were last asked for by REST; undefined while the stream does that. */
  readonly polledAt?: number;
};

export interface Live {
  readonly store: TopicStore;
  readonly tails: Tails;
  start(): () => void;
  watch(watcher: () => void): () => void;
  link(): Link;
  /** Tries the stream again now and, while it is lost, reads the topics by REST. */
  retry(): Promise<void>;
}

interface LiveParts {
  readonly stream: Pick<Stream, 'start' | 'follow' | 'watch' | 'current' | 'retryNow'>;
  readonly poll: () => Promise<Partial<TopicState>>;
}

const patienceMs = 10_000;
const pollEveryMs = 30_000;

/** One per page: the stream, what it taught, and the way around it when it is down. */
export function createLive({ stream, poll }: LiveParts): Live {
  const store = createTopicStore();
  const watchers = new Set<() => void>();
  let link: Link = stream.current();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function set(next: Link): void {
    link = next;
    for (const watcher of watchers) watcher();
  }

  async function ask(): Promise<void> {
    clearTimeout(timer);
    timer = setTimeout(ask, pollEveryMs);
    const read = await poll().catch(() => undefined);
    if (!read || stream.current().state === 'open') return;
    store.replace(read);
    set({ ...stream.current(), polledAt: Date.now() });
  }

  function heard(): void {
    const connection = stream.current();
    if (connection.state === 'open') {
      clearTimeout(timer);
      timer = undefined;
      set(connection);
    } else {
      timer ??= setTimeout(ask, patienceMs);
      set(link.polledAt === undefined ? connection : { ...connection, polledAt: link.polledAt });
    }
  }

  return {
    store,
    tails: createTails(store),
    start() {
      const stops = [stream.follow(store.receive), stream.watch(heard), stream.start()];
      heard();
      return () => {
        clearTimeout(timer);
        timer = undefined;
        for (const stop of stops) stop();
      };
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    link: () => link,
    async retry() {
      if (stream.current().state === 'open') return;
      stream.retryNow();
      await ask();
    },
  };
}
