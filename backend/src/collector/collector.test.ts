import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Batch, SourceError } from '../sources/source.ts';
import { Collector, type CollectorPorts, type Outcome, type Watched } from './collector.ts';
import { type ConnectionHealth, connecting } from './health.ts';

const empty: Batch = { resources: [], samples: [], events: [], problems: [], complete: [], cursor: 'c' };

let outcomes: Outcome[];
let ports: CollectorPorts;
let leases: Map<string, { cursor: string | undefined; health: ConnectionHealth }>;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  outcomes = [];
  leases = new Map();
  ports = {
    now: Date.now,
    lease: async (id) => ({
      fence: 1,
      history: 'reading',
      ...(leases.get(id) ?? { cursor: undefined, health: connecting(0) }),
    }),
    ingest: async (watched, _lease, batch, health) => {
      leases.set(watched.id, { cursor: batch.cursor, health });
      return true;
    },
    fail: async (watched, lease, health) => void leases.set(watched.id, { cursor: lease.cursor, health }),
    report: (outcome) => void outcomes.push(outcome),
    trouble: () => undefined,
  };
});

afterEach(() => vi.useRealTimers());

function watch(id: string, collect: (cursor: string | undefined) => Promise<Batch>): Watched {
  return { id, source: id, everyMs: 10_000, connection: { check: async () => undefined, collect } };
}

it('goes on from the cursor of the batch that was taken in', async () => {
  const cursors: (string | undefined)[] = [];
  const collector = new Collector(ports);
  collector.start([watch('a', async (cursor) => ({ ...empty, cursor: `${cursors.push(cursor)}` }))]);

  await vi.advanceTimersByTimeAsync(25_000);
  await collector.stop(0);

  expect(cursors).toEqual([undefined, '1', '2']);
});

it('keeps looking at the others on time while one hangs', async () => {
  let looks = 0;
  const collector = new Collector(ports);
  collector.start([
    watch('hangs', () => new Promise(() => undefined)),
    watch('well', async () => {
      looks++;
      return empty;
    }),
  ]);

  await vi.advanceTimersByTimeAsync(60_000);

  expect(looks).toBe(7);
  const late = outcomes.find(({ watched }) => watched.id === 'hangs');
  expect(late?.health).toMatchObject({ state: 'failing', problems: [{ reason: 'unreachable' }] });
  expect(outcomes.filter(({ watched }) => watched.id === 'well').every(({ lagMs }) => lagMs <= 1)).toBe(true);
  void collector.stop(0);
});

it('waits longer after each failure and as long as the source asks', async () => {
  const asked: number[] = [];
  const collector = new Collector(ports);
  collector.start([
    watch('limited', async () => {
      asked.push(Date.now());
      const retryAt = asked.length === 3 ? Date.now() + 300_000 : undefined;
      throw new SourceError('rate-limited', 'Slow down', { retryAt });
    }),
  ]);

  await vi.advanceTimersByTimeAsync(400_000);

  expect(asked).toEqual([0, 10_000, 30_000, 330_000]);
  void collector.stop(0);
});

it('shows a bug in a source as a failing source, never as its text', async () => {
  const collector = new Collector(ports);
  collector.start([
    watch('buggy', async () => {
      throw new TypeError('secret=hunter2 is undefined');
    }),
  ]);

  await vi.advanceTimersByTimeAsync(1);

  expect(outcomes[0]?.health).toMatchObject({ state: 'failing', problems: [{ reason: 'malformed' }] });
  expect(JSON.stringify(outcomes[0]?.health)).not.toContain('hunter2');
  void collector.stop(0);
});

it('tries again when our own side fails, without losing the rhythm of the rest', async () => {
  const troubles: unknown[] = [];
  let away = true;
  const collector = new Collector({
    ...ports,
    lease: async (...asked) => {
      if (away) throw new Error('database is away');
      return ports.lease(...asked);
    },
    trouble: (_watched, error) => void troubles.push(error),
  });
  collector.start([watch('a', async () => empty)]);

  await vi.advanceTimersByTimeAsync(12_000);
  away = false;
  await vi.advanceTimersByTimeAsync(5_000);

  expect(troubles).toHaveLength(3);
  expect(outcomes).toHaveLength(1);
  void collector.stop(0);
});

it('looks before its time when something is known to have changed, also while it looks', async () => {
  const at: number[] = [];
  const collector = new Collector(ports);
  collector.start([
    watch('a', async () => {
      at.push(Date.now());
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return empty;
    }),
  ]);
  await vi.advanceTimersByTimeAsync(3_000);
  collector.soon('a');
  await vi.advanceTimersByTimeAsync(500);
  collector.soon('a');
  collector.soon('a');
  collector.soon('nothing of ours');
  await vi.advanceTimersByTimeAsync(12_000);
  await collector.stop(0);

  expect(at).toEqual([0, 3_000, 4_000, 14_000]);
});

it('keeps the pause of a source that asked for one, whatever is known to have changed', async () => {
  let looks = 0;
  const collector = new Collector(ports);
  collector.start([
    watch('limited', () => {
      looks++;
      return Promise.reject(new SourceError('rate-limited', 'Slow down', { retryAt: 60_000 }));
    }),
  ]);
  await vi.advanceTimersByTimeAsync(1_000);
  collector.soon('limited');
  await vi.advanceTimersByTimeAsync(1_000);
  await collector.stop(0);

  expect(looks).toBe(1);
});
