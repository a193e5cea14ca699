import { randomBytes } from 'node:crypto';
import type { Topic, Topics } from '@smartops/contract/stream';
import { type Frame, frame } from './frame.ts';
import type { Listing } from './listing.ts';
import { createRecent } from './recent.ts';
import { createTopicState, topics } from './topic-state.ts';

export interface FeedOptions {
  /** Names this run of the server: a client of another run starts again. */
  readonly epoch?: string;
  /** How many ticks a client may miss and still resume, and how many bytes of them. */
  readonly keep?: number;
  readonly keepBytes?: number;
  /** The least time between two messages of one topic, unless it is urgent. */
  readonly minIntervalMs?: Partial<Record<Topic, number>>;
}

/** What one tick sends: one frame to followers, the changed topics whole to plain clients. */
export interface Tick {
  readonly changes: Frame;
  readonly whole: readonly Topic[];
}

export interface Resume {
  readonly outcome: 'resumed' | 'resynced';
  readonly frames: readonly Frame[];
}

/** Numbers every change, keeps the last few, and knows what a client needs that was away. No I/O. */
export interface Feed {
  readonly epoch: string;
  publish<Name extends Topic>(topic: Name, items: readonly Topics[Name][], urgent?: boolean): void;
  /** Epoch ms of the next tick that has something to send; undefined when nothing waits. */
  dueAt(): number | undefined;
  tick(now: number): Tick | undefined;
  /** One topic as a plain client gets it. */
  whole(topic: Topic): Frame;
  /** Everything, for a follower that starts. */
  start(): Frame;
  /** What a follower missed that last saw `seq` of `epoch`, or everything when that is gone. */
  resume(epoch: string, seq: number): Resume;
  /** A sign of life. */
  beat(): Frame;
  /** As published last, sent or not. */
  latest(topic: Topic): Listing;
}

export function createFeed(options: FeedOptions = {}): Feed {
  const {
    epoch = randomBytes(6).toString('base64url'),
    keep = 1_000,
    keepBytes = 8 * 1024 * 1024,
    minIntervalMs,
  } = options;
  const state = createTopicState(minIntervalMs);
  const recent = createRecent({ keep, keepBytes });
  const wholeFrames = new WeakMap<Listing, Frame>();
  let seq = 0;
  let startFrame: Frame | undefined;

  const head = () => `{"epoch":${JSON.stringify(epoch)},"seq":${seq}`;
  const beat = () => frame(`${head()}}`);
  const start = () => {
    const fields = topics.map((topic) => `${JSON.stringify(topic)}:${state.sent(topic).text}`);
    startFrame ??= frame(`${head()},"state":{${fields.join()}}}`);
    return startFrame;
  };
  return {
    epoch,
    publish: state.publish,
    dueAt: state.dueAt,
    latest: state.latest,
    beat,
    start,
    tick(now) {
      const changes = state.take(now);
      if (changes.length === 0) return undefined;
      seq++;
      startFrame = undefined;
      const next = frame(`${head()},"changes":${JSON.stringify(changes)}}`);
      recent.push(next);
      return { changes: next, whole: changes.map(({ topic }) => topic) };
    },
    whole(topic) {
      const sent = state.sent(topic);
      const made = wholeFrames.get(sent) ?? frame(wholeMessage(topic, sent));
      wholeFrames.set(sent, made);
      return made;
    },
    resume(from, seen) {
      const missed = from === epoch && seen <= seq ? recent.last(seq - seen) : undefined;
      if (!missed) return { outcome: 'resynced', frames: [start()] };
      // Who missed nothing is told so: it waits for a word.
      return { outcome: 'resumed', frames: missed.length > 0 ? missed : [beat()] };
    },
  };
}

/** The guide's envelope. Its `pipeline` is one run, all other topics are lists. */
function wholeMessage(topic: Topic, { text, items }: Listing): string {
  const payload = topic === 'pipeline' ? JSON.stringify(items[0] ?? null) : text;
  return `{"type":${JSON.stringify(topic)},"payload":${payload}}`;
}
