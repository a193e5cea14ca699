import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../platform/database/testing.ts';
import { channelStore } from './channel-store.ts';
import { deliveryStore } from './delivery-store.ts';
import { logStore } from './log-store.ts';
import { newNotice } from './notice.fixture.ts';
import { noticeStore } from './notice-store.ts';
import { itemsOf, openReceiver } from './receiver.fixture.ts';
import { minute, useTelling } from './telling.fixture.ts';

describe.each(testDatabases)('telling people, on %s', { timeout: 60_000 }, (_, open) => {
  const { here, route, log, keys } = useTelling(open);

  it('hands a notice to every channel, once', async () => {
    const another = await openReceiver();
    await here.room.add('webhook', { name: 'one', url: here.receiver.url });
    await here.room.add('webhook', { name: 'two', url: another.url });
    await here.room.tell(newNotice('a'));
    await here.room.tell(newNotice('a'));
    await here.room.pass(10 * minute, minute);

    expect(keys(here.receiver)).toEqual([newNotice('a').key]);
    expect(keys(another)).toEqual([newNotice('a').key]);
    expect((await log()).map(({ state, tries }) => [state, tries])).toEqual([
      ['delivered', 1],
      ['delivered', 1],
    ]);
    await another.close();
  });

  it('tells each alert exactly once when a receiver fails for ten minutes and then works', async () => {
    await route({});
    await here.room.add('webhook', { name: 'bridge', url: here.receiver.url });
    here.receiver.answer(500);
    for (let i = 0; i < 10; i++) {
      await here.room.tell(newNotice(`a${i}`));
      await here.room.pass(minute);
    }
    here.receiver.answer(undefined);
    await here.room.pass(30 * minute, 10_000);

    expect(keys(here.receiver)).toEqual(Array.from({ length: 10 }, (_none, i) => newNotice(`a${i}`).key));
    expect(here.receiver.refused.length).toBeGreaterThan(3);
    // The one that was tried in vain kept its key.
    const [first] = here.receiver.taken;
    expect(here.receiver.refused.map(({ headers }) => headers['webhook-id'])).toEqual(
      here.receiver.refused.map(() => first?.headers['webhook-id']),
    );
  });

  it.each([60, -60, 1_440, -1_440])(
    'loses nothing and repeats nothing when the clock jumps by %i minutes',
    async (minutes) => {
      await route({});
      await here.room.add('webhook', { name: 'bridge', url: here.receiver.url });
      here.receiver.answer(500);
      await here.room.tell(newNotice('before'));
      here.room.clock.at += minutes * minute;
      here.receiver.answer(undefined);
      await here.room.tell(newNotice('after'));
      await here.room.pass(Math.max(0, -minutes) * minute + 10 * minute, 10 * minute);

      expect(keys(here.receiver).sort()).toEqual([newNotice('after').key, newNotice('before').key]);
    },
  );

  it('waits as long as a receiver says', async () => {
    await here.room.add('webhook', { name: 'busy', url: here.receiver.url });
    here.receiver.answer((_got, reply) => reply.writeHead(429, { 'retry-after': '120' }).end('slow down'));
    await here.room.tell(newNotice('a'));
    here.receiver.answer(undefined);
    await here.room.pass(119_000);
    expect(here.receiver.taken).toEqual([]);
    await here.room.pass(2_000);
    expect(here.receiver.taken).toHaveLength(1);
  });

  it('is not held up by a receiver that never answers', async () => {
    const hung: ServerResponse[] = [];
    const slow = await openReceiver();
    slow.answer((_got, reply) => hung.push(reply));
    await here.room.add('webhook', { name: 'slow', url: slow.url });
    await here.room.add('webhook', { name: 'quick', url: here.receiver.url });
    await route({});
    for (const id of ['a', 'b', 'c']) {
      await here.database.sql.transaction(async (tx) => {
        await noticeStore(tx).add([newNotice(id)]);
      });
      here.room.notifier.wake();
    }
    await expect.poll(() => here.receiver.taken.length, { timeout: 20_000 }).toBe(3);

    expect(slow.taken).toEqual([]);
    expect(hung).toHaveLength(1);
    for (const reply of hung) reply.writeHead(200).end();
    slow.answer(undefined);
    await here.room.settle();
    expect(slow.taken.flatMap(itemsOf).map(({ title }) => title)).toEqual(['b is slow', 'c is slow']);
    await slow.close();
  });

  it('keeps the order of a channel though its first message fails', async () => {
    await route({});
    await here.room.add('webhook', { name: 'bridge', url: here.receiver.url });
    here.receiver.answer(503);
    await here.room.tell(newNotice('a'));
    here.receiver.answer(undefined);
    await here.room.tell(newNotice('b'));
    expect(here.receiver.taken).toEqual([]);
    await here.room.pass(3_000);
    expect(keys(here.receiver)).toEqual([newNotice('a').key, newNotice('b').key]);
  });

  it('gives up what is refused for good, keeps it, and sends it again when asked to', async () => {
    await route({});
    await here.room.add('webhook', { name: 'bridge', url: here.receiver.url });
    here.receiver.answer(422);
    await here.room.tell(newNotice('a'));
    here.receiver.answer(undefined);
    await here.room.tell(newNotice('b'));
    const [second, first] = await log();
    expect([first?.state, first?.reason, second?.state]).toEqual([
      'dead',
      'Refused: 422 Unprocessable Entity  no',
      'delivered',
    ]);

    await deliveryStore(here.database.sql).retry(first?.id ?? '', here.room.clock.at);
    await here.room.settle();
    expect(keys(here.receiver)).toEqual([newNotice('b').key, newNotice('a').key]);
    expect(here.receiver.taken[1]?.headers['webhook-id']).toBe(first?.id);
  });

  it('sends each message once though two processes do the sending', async () => {
    await route({});
    for (const name of ['one', 'two', 'three'])
      await here.room.add('webhook', { name, url: here.receiver.url });
    const other = here.room.newNotifier('other');
    for (let i = 0; i < 20; i++) {
      await noticeStore(here.database.sql).add([newNotice(`a${i}`)]);
      here.room.notifier.wake();
      other.wake();
    }
    await here.room.notifier.idle();
    await other.idle();
    await here.room.settle();
    await other.stop();

    expect(here.receiver.taken).toHaveLength(60);
    expect(new Set(here.receiver.taken.map(({ headers }) => headers['webhook-id'])).size).toBe(60);
  });

  it('takes over what a process that ended had taken', async () => {
    await here.room.add('webhook', { name: 'ops', url: here.receiver.url });
    here.receiver.answer(500);
    await here.room.tell(newNotice('a'));
    here.receiver.answer(undefined);
    here.room.clock.at += 10_000;
    await deliveryStore(here.database.sql).take('dead', {
      now: here.room.clock.at,
      until: here.room.clock.at + minute,
      limit: 9,
    });
    await here.room.settle();
    expect(here.receiver.taken).toEqual([]);
    await here.room.pass(2 * minute, 10_000);
    expect(here.receiver.taken).toHaveLength(1);
  });

  it('adds nothing to a message that may have left before its sender ended', async () => {
    await route({ groupMs: 10_000 });
    await here.room.add('webhook', { name: 'ops', url: here.receiver.url });
    await here.room.tell(newNotice('sent'));
    await here.room.tell(newNotice('a'));
    here.room.clock.at += 10_000;
    const deliveries = deliveryStore(here.database.sql);
    const [left] = await deliveries.take('dead', {
      now: here.room.clock.at,
      until: here.room.clock.at + minute,
      limit: 9,
    });
    await deliveries.release('dead');
    await here.room.tell(newNotice('b'));
    await here.room.pass(minute, 10_000);

    const [, first, second] = here.receiver.taken;
    expect(first?.headers['webhook-id']).toBe(left?.id);
    expect([first, second].map((one) => one && itemsOf(one).map(({ key }) => key))).toEqual([
      [newNotice('a').key],
      [newNotice('b').key],
    ]);
  });

  it('keeps what a channel that is gone should have got', async () => {
    const { channel } = await here.room.add('webhook', { name: 'ops', url: here.receiver.url });
    here.receiver.answer(500);
    await here.room.tell(newNotice('a'));
    await channelStore(here.database.sql).remove(channel, { at: 1, by: 'ada' });
    await here.room.pass(minute);
    expect((await log()).map(({ state, reason }) => [state, reason])).toEqual([
      ['dead', 'Refused: The channel was removed'],
    ]);
  });

  it('counts what waits, was delivered and is dead', async () => {
    await route({});
    await here.room.add('webhook', { name: 'ops', url: here.receiver.url });
    await here.room.tell(newNotice('a'));
    here.receiver.answer(500);
    await here.room.tell(newNotice('b'));
    here.receiver.answer(undefined);
    await here.room.pass(3_000);
    here.receiver.answer(422);
    await here.room.tell(newNotice('c'));
    here.receiver.answer(500);
    await here.room.tell(newNotice('d'));

    expect(await logStore(here.database.sql).figures(here.room.clock.at)).toEqual({
      waiting: 1,
      oldestWaiting: { since: new Date(here.room.clock.at).toISOString(), channelName: 'ops' },
      delivered24h: 2,
      retried24h: 1,
      p99Ms: expect.any(Number),
      dead7d: 1,
    });
  });

  it('remembers how far each person has read', async () => {
    const store = noticeStore(here.database.sql);
    await store.add([
      newNotice('a'),
      newNotice('b', { key: 'b' }),
      newNotice('c', { key: 'c', rule: { id: 'cpu', version: 3 } }),
    ]);
    const [newest, middle] = await store.newest(10);
    expect([newest?.rule, middle?.rule]).toEqual([{ id: 'cpu', version: 3 }, null]);
    const reader = `person:${here.room.clock.at}`;
    expect((await store.readUpTo({ marker: reader, id: null })).unread).toBe(3);
    await store.read(reader, middle?.seq ?? 0);
    expect(await store.readUpTo({ marker: reader, id: null })).toEqual({ readUpTo: middle?.seq, unread: 1 });
    expect(await store.read(reader, 0)).toBe(middle?.seq);
    expect(await store.read(reader, 1e15)).toBe(newest?.seq);
    expect((await store.readUpTo({ marker: 'loopback:', id: null })).unread).toBe(3);
  });
});
