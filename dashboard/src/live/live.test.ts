import type { TopicState } from '@smartops/contract';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLive } from './live.ts';
import type { Connection } from './stream.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

function setUp(poll: () => Promise<Partial<TopicState>> = async () => ({ alerts: [] })) {
  let connection: Connection = { state: 'connecting' };
  const watchers = new Set<() => void>();
  const live = createLive({
    stream: {
      start: () => () => undefined,
      follow: () => () => undefined,
      watch: (watcher) => {
        watchers.add(watcher);
        return () => watchers.delete(watcher);
      },
      current: () => connection,
      retryNow: () => undefined,
    },
    poll,
  });
  const become = (next: Connection) => {
    connection = next;
    for (const watcher of watchers) watcher();
  };
  return { live, become, stop: live.start() };
}

const waiting: Connection = { state: 'waiting', retryAt: 1_000_500, lostAt: 1_000_000 };

it('asks by REST once the stream has been away for ten seconds, then every thirty', async () => {
  const poll = vi.fn(async () => ({ alerts: [] }));
  const { live, become, stop } = setUp(poll);
  become(waiting);
  await vi.advanceTimersByTimeAsync(9_999);
  expect(poll).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(poll).toHaveBeenCalledTimes(1);
  expect(live.store.get('alerts')).toEqual([]);
  expect(live.link().polledAt).toBe(1_010_000);
  await vi.advanceTimersByTimeAsync(60_000);

  expect(poll).toHaveBeenCalledTimes(3);
  stop();
});

it('stops asking when the stream is back', async () => {
  const poll = vi.fn(async () => ({}));
  const { live, become, stop } = setUp(poll);
  become(waiting);
  await vi.advanceTimersByTimeAsync(10_000);
  become({ state: 'open' });
  await vi.advanceTimersByTimeAsync(120_000);

  expect(poll).toHaveBeenCalledTimes(1);
  expect(live.link()).toEqual({ state: 'open' });
  stop();
});

it('does not claim to have read what it could not', async () => {
  const { live, become, stop } = setUp(() => Promise.reject(new Error('down')));
  become(waiting);
  await vi.advanceTimersByTimeAsync(10_000);

  expect(live.link().polledAt).toBeUndefined();
  stop();
});
