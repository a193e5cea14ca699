import { once } from 'node:events';
import type { Alert, Metric, Pipeline } from '@smartops/contract';
import { followProtocol } from '@smartops/contract/stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { metric, openTestHub, type TestHub } from './test-hub.ts';
import { topics } from './topic-state.ts';

let test: TestHub;
beforeEach(async () => {
  test = await openTestHub();
});
afterEach(() => test.close());

it.each([true, false])(
  'gives a plain client every topic whole once, then what changes (deflate: %s)',
  async (perMessageDeflate) => {
    test.metrics(1);
    const { websocket, messages } = test.connect('/ws', { perMessageDeflate });
    const greeting = (await messages(topics.length)) as { type: string; payload: unknown }[];
    const run = { id: 'r1', stages: [] as unknown } as Pipeline;
    test.hub.publish('pipeline', [run]);
    test.hub.publish('metrics', [metric(2)]);

    expect(websocket.extensions).toBe(perMessageDeflate ? 'permessage-deflate' : '');
    expect(greeting.map(({ type }) => type)).toEqual(topics);
    expect(greeting[0]?.payload).toEqual([metric(1)]);
    expect(greeting[4]).toEqual({ type: 'pipeline', payload: null });
    expect((await messages(topics.length + 2)).slice(topics.length)).toEqual([
      { type: 'metrics', payload: [metric(2)] },
      { type: 'pipeline', payload: run },
    ]);
  },
);

it('sends followers everything first, then one frame a tick for all topics', async () => {
  test.metrics(1);
  const { websocket, messages } = test.connect('/ws', { follows: true });
  const [first] = await messages(1);
  test.hub.publish('metrics', [metric(2)]);
  test.hub.publish('alerts', [{ id: 'a' } as Alert]);

  expect(websocket.protocol).toBe(followProtocol);
  expect(first).toMatchObject({
    epoch: 'e',
    seq: 1,
    state: { metrics: [metric(1)], alerts: [], pipeline: [] },
  });
  expect((await messages(2))[1]).toEqual({
    epoch: 'e',
    seq: 2,
    changes: [
      { topic: 'metrics', set: { cpu: { value: 2 } } },
      { topic: 'alerts', added: [[0, { id: 'a' }]] },
    ],
  });
});

it('lets a follower resume without loss or repeats', async () => {
  test.metrics(1, 2);
  const { messages } = test.connect('/ws?epoch=e&seq=1', { follows: true });
  await messages(1);
  test.metrics(3);

  const change = (seq: number) => ({
    epoch: 'e',
    seq,
    changes: [{ topic: 'metrics', set: { cpu: { value: seq } } }],
  });
  expect(await messages(2)).toEqual([change(2), change(3)]);
});

it('gives a follower that missed nothing a sign of life', async () => {
  test.metrics(1);

  expect(await test.connect('/ws?epoch=e&seq=1', { follows: true }).messages(1)).toEqual([
    { epoch: 'e', seq: 1 },
  ]);
});

it.each([
  '?epoch=e&seq=0',
  '?epoch=older&seq=4',
  '?epoch=e&seq=9',
  '?epoch=e&seq=x',
  '?epoch=e',
  '?epoch=e&seq=-1',
])('starts anew for %s', async (query) => {
  test.metrics(1, 2, 3, 4);
  const [first] = await test.connect(`/ws${query}`, { follows: true }).messages(1);

  expect(first).toMatchObject({ epoch: 'e', seq: 4, state: { metrics: [metric(4)] } });
});

it('carries messages of every length', async () => {
  const { messages } = test.connect('/ws?epoch=e&seq=0', { follows: true });
  await messages(1);
  const lengths = [1, 60, 126, 70_000, 300_000];
  for (const [index, length] of lengths.entries()) {
    const label = Buffer.alloc(length, 'é').toString('latin1');
    test.hub.publish('metrics', [{ id: 'cpu', label, value: index } as Metric]);
    test.hub.tick();
  }

  const frames = (await messages(6)) as {
    changes?: { set?: { cpu: { label: string } }; added?: [number, Metric][] }[];
  }[];
  const labels = frames
    .slice(1)
    .map(({ changes }) => changes?.[0]?.set?.cpu.label ?? changes?.[0]?.added?.[0]?.[1].label);
  expect(labels.map((label) => label?.length)).toEqual(lengths);
});

it('ignores what clients say', async () => {
  const { websocket, messages } = test.connect('/ws', { follows: true });
  await messages(1);
  for (const text of ['hello', '{"type":"x"}', '{']) websocket.send(text);
  test.hub.beat();

  expect((await messages(2))[1]).toEqual({ epoch: 'e', seq: 0 });
});

it('says that it goes away', async () => {
  const { websocket, messages } = test.connect();
  await messages(1);
  const closed = once(websocket, 'close');
  await test.hub.close();

  expect((await closed)[0]).toBe(1001);
  expect(test.hub.clients).toBe(0);
});

it('counts who comes, goes, resumes and starts anew', async () => {
  await test.close();
  const seen: string[] = [];
  const note = (name: string) => (count?: number) => seen.push(count === undefined ? name : `${count}`);
  test = await openTestHub({
    observer: { clients: note(''), resumed: note('resumed'), resynced: note('resynced'), cut: note('cut') },
  });
  await test.connect('/ws', { follows: true }).messages(1);
  await test.connect('/ws?epoch=e&seq=0', { follows: true }).messages(1);
  const last = test.connect('/ws?epoch=f&seq=0', { follows: true });
  await last.messages(1);

  expect(seen).toEqual(['1', 'resumed', '2', 'resynced', '3']);
});

it('shares one prepared reply with REST until the topic changes', () => {
  test.metrics(1);
  const one = test.hub.snapshot('metrics', 'metrics');
  const same = test.hub.snapshot('metrics', 'metrics');
  test.metrics(2);

  expect(one.body()).toBe(same.body());
  expect(one.version).toBe(same.version);
  expect(test.hub.snapshot('metrics', 'metrics').version).not.toBe(one.version);
  expect(String(test.hub.snapshot('activity', 'activities').body())).toBe('{"activities":[]}');
});
