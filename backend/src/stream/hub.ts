import type { Server } from 'node:http';
import { followProtocol, streamScope, type Topic, type Topics, topicRoles } from '@smartops/contract/stream';
import type { WebSocket } from 'ws';
import { type Caller, type Decision, decide } from '../platform/http/caller.ts';
import { type Alarm, createAlarm } from './alarm.ts';
import { Audience } from './audience.ts';
import { type Arrival, Door, type DoorOptions } from './door.ts';
import { createFeed, type Feed, type FeedOptions } from './feed.ts';
import { topics } from './topic-state.ts';

export interface HubOptions extends FeedOptions, Omit<DoorOptions, 'enter' | 'decide'> {
  /** Only its members listen. */
  readonly workspace: string;
  /** The least time between two frames. */
  readonly tickMs?: number;
  readonly observer?: HubObserver;
  /** Milliseconds of a clock that never jumps. */
  readonly now?: () => number;
}

export interface HubObserver {
  clients(count: number): void;
  /** A follower came back and got what it had missed. */
  resumed(): void;
  /** A follower came back too late and got everything. */
  resynced(): void;
  /** A client did not read and was cut. */
  cut(): void;
}

const beatMs = 15_000;
const pingMs = 30_000;
const deaf: HubObserver = { clients() {}, resumed() {}, resynced() {}, cut() {} };

/**
 * Sends everybody what changed, one frame a tick. Followers (`followProtocol`) get changes and resume by number;
 * plain clients get each topic whole as `{ type, payload }`.
 */
export class StreamHub {
  private readonly feed: Feed;
  private readonly door: Door;
  private readonly observer: HubObserver;
  private readonly whole: Audience;
  private readonly followers: Audience;
  private readonly now: () => number;
  private readonly tickMs: number;
  private readonly timers: readonly NodeJS.Timeout[];
  private readonly alarm: Alarm;
  private readonly callers = new Map<WebSocket, Caller>();
  private tickedAt = Number.NEGATIVE_INFINITY;

  constructor({ observer = deaf, now = () => performance.now(), tickMs = 100, ...options }: HubOptions) {
    this.feed = createFeed(options);
    this.door = new Door({
      ...options,
      decide: (caller) => mayListen(caller, options.workspace),
      enter: (websocket, arrival) => this.join(websocket, arrival),
    });
    this.observer = observer;
    this.whole = new Audience(observer.cut);
    this.followers = new Audience(observer.cut);
    this.now = now;
    this.tickMs = tickMs;
    this.alarm = createAlarm(() => this.tick(), now);
    this.timers = [setInterval(() => this.beat(), beatMs), setInterval(() => this.ping(), pingMs)];
    for (const timer of this.timers) timer.unref();
  }

  get clients(): number {
    return this.whole.size + this.followers.size;
  }

  /** Answers WebSocket upgrades of `server` on `path`; `/` stands for every path. */
  attach(server: Server, path: string): void {
    this.door.attach(server, path);
  }

  /** Hands over a topic as it is now. `urgent` goes out without waiting for the topic's interval. */
  publish<Name extends Topic>(
    topic: Name,
    items: readonly Topics[Name][],
    { urgent = false }: { readonly urgent?: boolean } = {},
  ): void {
    this.feed.publish(topic, items, urgent);
    this.plan();
  }

  /** The latest items of a topic as a REST body `{ [key]: items }`, from the text that the stream sends. */
  snapshot(topic: Topic, key: string): { readonly version: string; body(): Buffer } {
    const latest = this.feed.latest(topic);
    return { version: `${this.feed.epoch}.${latest.version}`, body: () => latest.body(key) };
  }

  /** Sends what is due. Called by a timer, and by tests. */
  tick(): void {
    this.tickedAt = this.now();
    const sent = this.feed.tick(this.tickedAt);
    if (sent) {
      this.followers.send(sent.changes);
      if (this.whole.size > 0) for (const topic of sent.whole) this.whole.send(this.feed.whole(topic));
    }
    this.plan();
  }

  /** A browser never sees protocol pings, so it needs a message to know that the line lives. */
  beat(): void {
    if (this.followers.size > 0) this.followers.send(this.feed.beat());
  }

  ping(): void {
    this.whole.ping();
    this.followers.ping();
  }

  /** Everybody who listens, with the way to send them away. */
  get listeners(): readonly { readonly caller: Caller; leave(code: number, reason: string): void }[] {
    return [...this.callers].map(([websocket, caller]) => ({
      caller,
      leave: (code, reason) => websocket.close(code, reason),
    }));
  }

  join(websocket: WebSocket, { socket, url, caller }: Arrival): void {
    this.callers.set(websocket, caller);
    websocket.on('close', () => this.callers.delete(websocket));
    if (websocket.protocol === followProtocol)
      this.followers.join(websocket, socket, this.greet(url.searchParams));
    else
      this.whole.join(
        websocket,
        socket,
        topics.map((topic) => this.feed.whole(topic)),
      );
    const count = () => this.observer.clients(this.clients);
    websocket.on('close', count);
    count();
  }

  /** Says goodbye, and cuts whoever has not left after `graceMs`. */
  async close(graceMs = 1_000): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.alarm.stop();
    this.door.close();
    this.whole.close();
    this.followers.close();
    await Promise.race([this.door.empty(), new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
    this.whole.terminate();
    this.followers.terminate();
    await this.door.empty();
  }

  private greet(params: URLSearchParams) {
    const epoch = params.get('epoch');
    if (epoch === null) return [this.feed.start()];
    const seq = /^\d{1,15}$/.test(params.get('seq') ?? '')
      ? Number(params.get('seq'))
      : Number.POSITIVE_INFINITY;
    const { outcome, frames } = this.feed.resume(epoch, seq);
    this.observer[outcome]();
    return frames;
  }

  /** What waits goes at once after a quiet time, else when the tick or the topic's interval is over. */
  private plan(): void {
    const dueAt = this.feed.dueAt();
    if (dueAt !== undefined) this.alarm.set(Math.max(dueAt, this.tickedAt + this.tickMs));
  }
}

/** Whether somebody may hear every topic; the first that they may not decides. */
function mayListen(caller: Caller | undefined, workspace: string): Decision {
  const decisions = topics.map((topic) =>
    decide(caller, { role: topicRoles[topic], scope: streamScope }, workspace),
  );
  return decisions.find((decision) => decision !== 'allowed') ?? 'allowed';
}
