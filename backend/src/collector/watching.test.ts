import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ConnectionSeed } from '../config/index.ts';
import type { Batch, Connection } from '../sources/source.ts';
import { Collector, type CollectorPorts } from './collector.ts';
import { connecting } from './health.ts';
import { Watching } from './watching.ts';

const empty: Batch = {
  resources: [],
  samples: [],
  events: [],
  problems: [],
  complete: [],
  cursor: undefined,
};
const seed = (id: string, config: ConnectionSeed['config'] = {}): ConnectionSeed => ({
  ...{ id, source: 'evm', title: id, demo: false, everyMs: 10_000, config },
});

let looks: string[];
let taken: string[];
let closed: string[];
let watching: Watching;
let collector: Collector;
let answer: () => Promise<Batch>;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  [looks, taken, closed] = [[], [], []];
  answer = async () => empty;
  const open = ({ id, config }: ConnectionSeed): Connection => ({
    check: async () => undefined,
    collect: () => {
      looks.push(`${id} ${config.of ?? ''}`.trim());
      return answer();
    },
    close: async () => void closed.push(id),
  });
  watching = new Watching({ open, seed: async () => undefined, trouble: () => undefined });
  const ports: CollectorPorts = {
    now: Date.now,
    lease: async () => ({ fence: 1, cursor: undefined, history: 'reading', health: connecting(0) }),
    ingest: async ({ id }) => taken.push(id) > 0,
    fail: async () => undefined,
    report: () => undefined,
    trouble: () => undefined,
  };
  collector = new Collector(ports);
  watching.follow(collector);
});
afterEach(async () => {
  await collector.stop(0);
  vi.useRealTimers();
});

it('looks at what is added while it runs, and no more at what is gone', async () => {
  await watching.become([seed('a')]);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await watching.become([seed('a'), seed('b')])).toBe(true);
  await vi.advanceTimersByTimeAsync(6_000);
  await watching.become([seed('b')]);
  await vi.advanceTimersByTimeAsync(20_000);

  expect(looks).toEqual(['a', 'a', 'b', 'a', 'b', 'b']);
  expect(closed).toEqual(['a']);
  expect(watching.seeds.map(({ id }) => id)).toEqual(['b']);
});

it('leaves alone what is the same, and begins anew what is another under the same id', async () => {
  await watching.become([seed('a'), seed('b', { of: 'one' })]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await watching.become([seed('a'), seed('b', { of: 'one' })])).toBe(false);
  await watching.become([seed('a'), seed('b', { of: 'two' })]);
  await vi.advanceTimersByTimeAsync(1_000);

  expect(looks).toEqual(['a', 'b one', 'b two']);
  expect(closed).toEqual(['b']);
});

it('takes nothing in that a look brings after its connection has gone', async () => {
  let bring: (batch: Batch) => void = () => undefined;
  answer = () =>
    new Promise((resolve) => {
      bring = resolve;
    });
  await watching.become([seed('a')]);
  await vi.advanceTimersByTimeAsync(1);
  await watching.become([]);
  bring(empty);
  await vi.advanceTimersByTimeAsync(60_000);

  expect(looks).toEqual(['a']);
  expect(taken).toEqual([]);
});
