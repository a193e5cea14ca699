// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Stream, type StreamOptions } from './stream.ts';

class FakeSocket {
  static made: FakeSocket[] = [];
  readonly url: string;
  onclose: ((event?: { code: number }) => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  closed = false;

  constructor(url: string) {
    this.url = url;
    FakeSocket.made.push(this);
  }
  close() {
    this.closed = true;
  }
  say(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

const latest = () => FakeSocket.made.at(-1) as FakeSocket;
let stop: () => void;

function start(options: StreamOptions = {}): Stream {
  const stream = new Stream('ws://host/ws', {
    open: (url) => new FakeSocket(url) as unknown as WebSocket,
    random: () => 1,
    ...options,
  });
  stop = stream.start();
  return stream;
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.made = [];
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

it('counts as connected when the server has spoken, not when the line is open', () => {
  const stream = start();
  expect(stream.current().state).toBe('connecting');
  latest().say({ epoch: 'e', seq: 1 });

  expect(stream.current().state).toBe('open');
});

it('resumes after the last message it saw', () => {
  start();
  latest().say({ epoch: 'e 1', seq: 41 });
  latest().onclose?.();
  vi.advanceTimersByTime(500);

  expect(latest().url).toBe('ws://host/ws?epoch=e+1&seq=41');
});

it('waits longer after every failure, never longer than half a minute', () => {
  const stream = start();
  const waits = Array.from({ length: 9 }, () => {
    latest().onclose?.();
    const connection = stream.current();
    const wait = connection.state === 'waiting' ? connection.retryAt - Date.now() : 0;
    vi.advanceTimersByTime(wait);
    return wait;
  });

  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

it('gives a silent line up', () => {
  const stream = start();
  latest().say({ epoch: 'e', seq: 1 });
  const silent = latest();
  vi.advanceTimersByTime(35_000);

  expect(silent.closed).toBe(true);
  expect(stream.current().state).toBe('waiting');
});

it('takes a sign of life for what it is', () => {
  const stream = start();
  for (let seq = 1; seq < 5; seq++) {
    latest().say({ epoch: 'e', seq });
    vi.advanceTimersByTime(15_000);
  }

  expect(stream.current().state).toBe('open');
  expect(FakeSocket.made).toHaveLength(1);
});

it('says since when it is blind, over any number of failures', () => {
  const stream = start();
  latest().onclose?.();
  const first = stream.current();
  vi.advanceTimersByTime(500);
  latest().onclose?.();

  expect(stream.current()).toMatchObject({ lostAt: first.state === 'waiting' && first.lostAt });
});

it('comes back at once when the network does', () => {
  start();
  latest().onclose?.();
  dispatchEvent(new Event('online'));

  expect(FakeSocket.made).toHaveLength(2);
});

it('opens no socket once stopped', () => {
  start();
  latest().onclose?.();
  stop();
  vi.advanceTimersByTime(60_000);

  expect(FakeSocket.made).toHaveLength(1);
});

it('brings a new ticket for each socket to an API on another origin', async () => {
  let made = 0;
  start({ ticket: async () => `t${++made}` });
  await vi.advanceTimersByTimeAsync(0);
  latest().onclose?.();
  await vi.advanceTimersByTimeAsync(500);

  expect(FakeSocket.made.map(({ url }) => url)).toEqual(['ws://host/ws?ticket=t1', 'ws://host/ws?ticket=t2']);
});

it('opens nothing with a ticket that comes after the page has left', async () => {
  start({ ticket: async () => 'late' });
  stop();
  await vi.advanceTimersByTimeAsync(0);

  expect(FakeSocket.made).toEqual([]);
});

it('waits and tries again when there is no ticket', async () => {
  const stream = start({ ticket: () => Promise.reject(new Error('no')) });
  await vi.advanceTimersByTimeAsync(0);

  expect(stream.current().state).toBe('waiting');
});

it.each([
  [4001, 'signed-out'],
  [4003, 'changed'],
])('tells what close code %i means, and resumes nothing that was seen before', (code, why) => {
  const heard: string[] = [];
  start({ onRefused: (refusal) => heard.push(refusal) });
  latest().say({ epoch: 'e', seq: 1 });
  latest().onclose?.({ code });
  vi.advanceTimersByTime(500);

  expect(heard).toEqual([why]);
  expect(latest().url).toBe('ws://host/ws');
});
