import type { ServerResponse } from 'node:http';
import type { NotifyRoute } from '@smartops/contract';
import { NotifyPolicy } from '@smartops/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../platform/database/database.ts';
import { testDatabases } from '../platform/database/testing.ts';
import { channelStore } from './channel-store.ts';
import { deliveryStore } from './delivery-store.ts';
import { logStore } from './log-store.ts';
import { newNotice } from './notice.fixture.ts';
import { openNotify } from './open-notify.fixture.ts';
import { itemsOf, openReceiver } from './receiver.fixture.ts';

const minute = 60_000;
type Receiver = Awaited<ReturnType<typeof openReceiver>>;
const isCalled = (name: string) => (one: { channelName: string }) => one.channelName === name;

describe.each(testDatabases)('telling people, on %s', { timeout: 60_000 }, (_, open) => {
  let database: Database;
  let room: ReturnType<typeof openNotify>;
  let receiver: Receiver;
  beforeAll(async () => {
    database = await open();
  }, 60_000);
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.pool.query('truncate notice, told, channel, notify_policy, delivery, delivery_notice');
    receiver = await openReceiver();
    room = openNotify(database);
  });
  afterEach(async () => {
    await room.close();
    await receiver.close();
    expect(room.failures).toEqual([]);
  });

  const route = (more: Partial<NotifyRoute>) =>
    channelStore(database.sql).putPolicy(
      NotifyPolicy.parse({
        routes: [{ id: 'r', name: 'all', groupMs: 0, steps: [{ afterMs: 0, channels: ['*'] }], ...more }],
      }),
      0,
      { at: 0, by: 'ada' },
    );
  const log = () => logStore(database.sql).list({ limit: 500 });
  const keys = (one: Receiver) => one.taken.flatMap(itemsOf).map(({ key }) => key);

  it('hands a notice to every channel, once', async () => {
    const another = await openReceiver();
    await room.add('webhook', { name: 'one', url: receiver.url });
    await room.add('webhook', { name: 'two', url: another.url });
    await room.tell(newNotice('a'));
    await room.tell(newNotice('a'));
    await room.pass(10 * minute, minute);

    expect(keys(receiver)).toEqual([newNotice('a').key]);
    expect(keys(another)).toEqual([newNotice('a').key]);
    expect((await log()).map(({ state, tries }) => [state, tries])).toEqual([
      ['delivered', 1],
      ['delivered', 1],
    ]);
    await another.close();
  });

  it('tells each alert exactly once when a receiver fails for ten minutes and then works', async () => {
    await route({});
    await room.add('webhook', { name: 'bridge', url: receiver.url });
    receiver.answer(500);
    for (let i = 0; i < 10; i++) {
      await room.tell(newNotice(`a${i}`));
      await room.pass(minute);
    }
    receiver.answer(undefined);
    await room.pass(30 * minute, 10_000);

    expect(keys(receiver)).toEqual(Array.from({ length: 10 }, (_none, i) => newNotice(`a${i}`).key));
    expect(receiver.refused.length).toBeGreaterThan(3);
    // The one that was tried in vain kept its key.
    const [first] = receiver.taken;
    expect(receiver.refused.map(({ headers }) => headers['webhook-id'])).toEqual(
      receiver.refused.map(() => first?.headers['webhook-id']),
    );
  });

  it('waits as long as a receiver says', async () => {
    await room.add('webhook', { name: 'busy', url: receiver.url });
    receiver.answer((_got, reply) => reply.writeHead(429, { 'retry-after': '120' }).end('slow down'));
    await room.tell(newNotice('a'));
    receiver.answer(undefined);
    await room.pass(119_000);
    expect(receiver.taken).toEqual([]);
    await room.pass(2_000);
    expect(receiver.taken).toHaveLength(1);
  });

  it('is not held up by a receiver that never answers', async () => {
    const hung: ServerResponse[] = [];
    const slow = await openReceiver();
    slow.answer((_got, reply) => hung.push(reply));
    await room.add('webhook', { name: 'slow', url: slow.url });
    await room.add('webhook', { name: 'quick', url: receiver.url });
    await route({});
    for (const id of ['a', 'b', 'c']) {
      await database.sql.transaction(async (tx) => {
        const { noticeStore } = await import('./notice-store.ts');
        await noticeStore(tx).add([newNotice(id)]);
      });
      room.notifier.wake();
    }
    await expect.poll(() => receiver.taken.length, { timeout: 20_000 }).toBe(3);

    expect(slow.taken).toEqual([]);
    expect(hung).toHaveLength(1);
    for (const reply of hung) reply.writeHead(200).end();
    slow.answer(undefined);
    await room.settle();
    expect(slow.taken.flatMap(itemsOf).map(({ title }) => title)).toEqual(['b is slow', 'c is slow']);
    await slow.close();
  });

  it('keeps the order of a channel though its first message fails', async () => {
    await route({});
    await room.add('webhook', { name: 'bridge', url: receiver.url });
    receiver.answer(503);
    await room.tell(newNotice('a'));
    receiver.answer(undefined);
    await room.tell(newNotice('b'));
    expect(receiver.taken).toEqual([]);
    await room.pass(3_000);
    expect(keys(receiver)).toEqual([newNotice('a').key, newNotice('b').key]);
  });

  it('gives up what is refused for good, keeps it, and sends it again when asked to', async () => {
    await route({});
    await room.add('webhook', { name: 'bridge', url: receiver.url });
    receiver.answer(422);
    await room.tell(newNotice('a'));
    receiver.answer(undefined);
    await room.tell(newNotice('b'));
    const [second, first] = await log();
    expect([first?.state, first?.reason, second?.state]).toEqual([
      'dead',
      'Refused: 422 Unprocessable Entity  no',
      'delivered',
    ]);

    await deliveryStore(database.sql).retry(first?.id ?? '', room.clock.at);
    await room.settle();
    expect(keys(receiver)).toEqual([newNotice('b').key, newNotice('a').key]);
    expect(receiver.taken[1]?.headers['webhook-id']).toBe(first?.id);
  });

  it('lets a later step wait for somebody to acknowledge', async () => {
    const { channel } = await room.add('webhook', { name: 'first', url: receiver.url });
    const woken = await openReceiver();
    const later = await room.add('webhook', { name: 'later', url: woken.url });
    await route({
      steps: [
        { afterMs: 0, channels: [channel.id] },
        { afterMs: 10 * minute, channels: [later.channel.id] },
      ],
    });
    const fire = (id: string, acknowledgedAt: number | null) =>
      database.pool.query(
        `insert into alert (id, fingerprint, rule_id, resource_id, connection_id, severity, title, message, state, started_at,
          acknowledged_at) values ($1, $1, 'r', 'x', 'aws', 'warning', 't', 'm', 'firing', 1, $2)`,
        [id, acknowledgedAt],
      );
    await fire('seen', 2);
    await fire('unseen', null);
    await room.tell(newNotice('seen'), newNotice('unseen'));
    await room.pass(9 * minute, minute);
    expect(woken.taken).toEqual([]);
    await room.pass(2 * minute, minute);

    expect(keys(woken)).toEqual([newNotice('unseen').key]);
    expect(
      (await log())
        .filter(isCalled('later'))
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['delivered', 'not-needed']);
    await database.pool.query('delete from alert');
    await woken.close();
  });

  it('says in one message what came in quiet hours, when they end', async () => {
    room.clock.at = Date.parse('2026-11-23T23:00:00Z');
    const week = [1, 2, 3, 4, 5, 6, 7];
    await route({
      groupMs: minute,
      quiet: { days: week, from: '22:00', to: '07:00', timeZone: 'UTC', unlessCritical: true },
    });
    await room.add('webhook', { name: 'ops', url: receiver.url });
    for (const id of ['a', 'b', 'c']) {
      await room.tell(newNotice(id));
      await room.pass(60 * minute, 20 * minute);
    }
    expect(receiver.taken).toEqual([]);
    await room.tell(newNotice('fire', { severity: 'critical', key: 'k' }));
    expect(receiver.taken).toHaveLength(1);
    await room.pass(5 * 60 * minute, 20 * minute);
    expect(receiver.taken).toHaveLength(2);
    expect(itemsOf(receiver.taken[1] ?? ({} as never)).map(({ title }) => title)).toEqual([
      'a is slow',
      'b is slow',
      'c is slow',
    ]);
  });

  it('holds back what is over a cap and sums it up, so that nothing is lost', async () => {
    await route({});
    await room.add('webhook', {
      name: 'ops',
      url: receiver.url,
      cap: { messages: 3, perMs: 10 * minute },
    });
    for (let i = 0; i < 40; i++) {
      await room.tell(newNotice(`a${i}`));
      await room.pass(1_000);
    }
    expect(receiver.taken).toHaveLength(3);
    await room.pass(20 * minute, minute);

    expect(receiver.taken).toHaveLength(4);
    const { data, type } = JSON.parse(receiver.taken[3]?.body ?? '{}');
    expect([type, data.total, data.headline]).toEqual([
      'smartops.summary',
      37,
      'Held back: Warning: a3 is slow and 36 more',
    ]);
    expect(new Set(keys(receiver)).size).toBe(40);
  });

  it('brings each notice to an end, whatever receivers answer', async () => {
    const random = seeded(11);
    const statuses = [200, 200, 200, 500, 503, 404, 422, 429];
    const other = await openReceiver();
    for (const [name, one] of Object.entries({ steady: receiver, fickle: other })) {
      const cap = { messages: 4, perMs: 5 * minute };
      await room.add('webhook', { name, url: one.url, cap });
    }
    other.answer((got, reply) => {
      const status = statuses[Math.floor(random() * statuses.length)] ?? 200;
      if (status === 200) other.taken.push(got);
      reply.writeHead(status, status === 429 ? { 'retry-after': '30' } : {}).end('said');
    });
    const severities = ['info', 'warning', 'error', 'critical'] as const;
    for (let wave = 0; wave < 40; wave++) {
      const count = 1 + Math.floor(random() * 6);
      const wanted = Array.from({ length: count }, (_none, i) => {
        const severity = severities[Math.floor(random() * severities.length)] ?? 'info';
        return newNotice(`w${wave}-${i}`, { severity, key: `w${wave}-${i}` });
      });
      await room.tell(...wanted);
      await room.pass(Math.floor(random() * 3 * minute), minute);
    }
    await room.pass(60 * 60 * minute, 30 * minute);

    const { rows } = await database.pool.query(
      `select n.key, n.severity, n.unsent, array_agg(d.state order by d.channel_name) filter (where d.id is not null) as ends
       from notice n left join delivery_notice l on l.notice_id = n.id left join delivery d on d.id = l.delivery_id
       group by n.key, n.severity, n.unsent`,
    );
    expect(rows.length).toBeGreaterThan(80);
    for (const { severity, unsent, ends } of rows) {
      if (severity === 'info') expect([unsent, ends]).toEqual(['no route takes it', null]);
      else expect([unsent, ends?.length, ends?.[1]]).toEqual([null, 2, 'delivered']);
      for (const end of ends ?? []) expect(['delivered', 'dead']).toContain(end);
    }
    const told = rows.filter(({ severity }) => severity !== 'info').map(({ key }) => key);
    expect(keys(receiver).sort()).toEqual(told.sort());
    expect(other.taken.flatMap(itemsOf).length).toBeLessThanOrEqual(told.length);
    await other.close();
  });

  it('sends each message once though two processes do the sending', async () => {
    await route({});
    for (const name of ['one', 'two', 'three']) await room.add('webhook', { name, url: receiver.url });
    const other = room.newNotifier('other');
    const { noticeStore } = await import('./notice-store.ts');
    for (let i = 0; i < 20; i++) {
      await noticeStore(database.sql).add([newNotice(`a${i}`)]);
      room.notifier.wake();
      other.wake();
    }
    await room.notifier.idle();
    await other.idle();
    await room.settle();
    await other.stop();

    expect(receiver.taken).toHaveLength(60);
    expect(new Set(receiver.taken.map(({ headers }) => headers['webhook-id'])).size).toBe(60);
  });

  it('takes over what a process that ended had taken', async () => {
    await room.add('webhook', { name: 'ops', url: receiver.url });
    receiver.answer(500);
    await room.tell(newNotice('a'));
    receiver.answer(undefined);
    room.clock.at += 10_000;
    await deliveryStore(database.sql).take('dead', {
      now: room.clock.at,
      until: room.clock.at + minute,
      limit: 9,
    });
    await room.settle();
    expect(receiver.taken).toEqual([]);
    await room.pass(2 * minute, 10_000);
    expect(receiver.taken).toHaveLength(1);
  });

  it('keeps what a channel that is gone should have got', async () => {
    const { channel } = await room.add('webhook', { name: 'ops', url: receiver.url });
    receiver.answer(500);
    await room.tell(newNotice('a'));
    await channelStore(database.sql).remove(channel, { at: 1, by: 'ada' });
    await room.pass(minute);
    expect((await log()).map(({ state, reason }) => [state, reason])).toEqual([
      ['dead', 'Refused: The channel was removed'],
    ]);
  });

  it('counts what waits, was delivered and is dead', async () => {
    await route({});
    await room.add('webhook', { name: 'ops', url: receiver.url });
    await room.tell(newNotice('a'));
    receiver.answer(500);
    await room.tell(newNotice('b'));
    receiver.answer(undefined);
    await room.pass(3_000);
    receiver.answer(422);
    await room.tell(newNotice('c'));
    receiver.answer(500);
    await room.tell(newNotice('d'));

    expect(await logStore(database.sql).figures(room.clock.at)).toEqual({
      waiting: 1,
      oldestWaiting: { since: new Date(room.clock.at).toISOString(), channelName: 'ops' },
      delivered24h: 2,
      retried24h: 1,
      p99Ms: expect.any(Number),
      dead7d: 1,
    });
  });

  it('remembers how far each person has read', async () => {
    const { noticeStore } = await import('./notice-store.ts');
    const store = noticeStore(database.sql);
    await store.add([newNotice('a'), newNotice('b', { key: 'b' }), newNotice('c', { key: 'c' })]);
    const [newest, middle] = await store.newest(10);
    const reader = `person:${room.clock.at}`;
    expect((await store.readUpTo(reader)).unread).toBe(3);
    await store.read(reader, middle?.seq ?? 0);
    expect(await store.readUpTo(reader)).toEqual({ readUpTo: middle?.seq, unread: 1 });
    expect(await store.read(reader, 0)).toBe(middle?.seq);
    expect(await store.read(reader, 1e15)).toBe(newest?.seq);
    expect((await store.readUpTo('loopback:')).unread).toBe(3);
  });
});

/** The same numbers each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
