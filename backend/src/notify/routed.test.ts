import { describe, expect, it } from 'vitest';
import { testDatabases } from '../platform/database/testing.ts';
import { newNotice } from './notice.fixture.ts';
import { itemsOf, openReceiver } from './receiver.fixture.ts';
import { minute, useTelling } from './telling.fixture.ts';

const isCalled = (name: string) => (one: { channelName: string }) => one.channelName === name;

describe.each(testDatabases)('routes, on %s', { timeout: 60_000 }, (_, open) => {
  const { here, route, log, keys } = useTelling(open);

  it('lets a later step wait for somebody to acknowledge', async () => {
    const { channel } = await here.room.add('webhook', { name: 'first', url: here.receiver.url });
    const woken = await openReceiver();
    const later = await here.room.add('webhook', { name: 'later', url: woken.url });
    await route({
      steps: [
        { afterMs: 0, channels: [channel.id] },
        { afterMs: 10 * minute, channels: [later.channel.id] },
      ],
    });
    const fire = (id: string, acknowledgedAt: number | null) =>
      here.database.pool.query(
        `insert into alert (id, fingerprint, rule_id, resource_id, connection_id, severity, title, message, state, started_at,
          acknowledged_at) values ($1, $1, 'r', 'x', 'aws', 'warning', 't', 'm', 'firing', 1, $2)`,
        [id, acknowledgedAt],
      );
    await fire('seen', 2);
    await fire('unseen', null);
    await here.room.tell(newNotice('seen'), newNotice('unseen'));
    await here.room.pass(9 * minute, minute);
    expect(woken.taken).toEqual([]);
    await here.room.pass(2 * minute, minute);

    expect(keys(woken)).toEqual([newNotice('unseen').key]);
    expect(
      (await log())
        .filter(isCalled('later'))
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['delivered', 'not-needed']);
    await here.database.pool.query('delete from alert');
    await woken.close();
  });

  it('says in one message what came in quiet hours, when they end', async () => {
    here.room.clock.at = Date.parse('2026-11-23T23:00:00Z');
    const week = [1, 2, 3, 4, 5, 6, 7];
    await route({
      groupMs: minute,
      quiet: { days: week, from: '22:00', to: '07:00', timeZone: 'UTC', unlessCritical: true },
    });
    await here.room.add('webhook', { name: 'ops', url: here.receiver.url });
    for (const id of ['a', 'b', 'c']) {
      await here.room.tell(newNotice(id));
      await here.room.pass(60 * minute, 20 * minute);
    }
    expect(here.receiver.taken).toEqual([]);
    await here.room.tell(newNotice('fire', { severity: 'critical', key: 'k' }));
    expect(here.receiver.taken).toHaveLength(1);
    await here.room.pass(5 * 60 * minute, 20 * minute);
    expect(here.receiver.taken).toHaveLength(2);
    expect(itemsOf(here.receiver.taken[1] ?? ({} as never)).map(({ title }) => title)).toEqual([
      'a is slow',
      'b is slow',
      'c is slow',
    ]);
  });

  it('holds back what is over a cap and sums it up, so that nothing is lost', async () => {
    await route({});
    await here.room.add('webhook', {
      name: 'ops',
      url: here.receiver.url,
      cap: { messages: 3, perMs: 10 * minute },
    });
    for (let i = 0; i < 40; i++) {
      await here.room.tell(newNotice(`a${i}`));
      await here.room.pass(1_000);
    }
    expect(here.receiver.taken).toHaveLength(3);
    await here.room.pass(20 * minute, minute);

    expect(here.receiver.taken).toHaveLength(4);
    const { data, type } = JSON.parse(here.receiver.taken[3]?.body ?? '{}');
    expect([type, data.total, data.headline]).toEqual([
      'smartops.summary',
      37,
      'Held back: Warning: a3 is slow and 36 more',
    ]);
    expect(new Set(keys(here.receiver)).size).toBe(40);
  });

  it('brings each notice to an end, whatever receivers answer', async () => {
    const random = seeded(11);
    const statuses = [200, 200, 200, 500, 503, 404, 422, 429];
    const other = await openReceiver();
    for (const [name, one] of Object.entries({ steady: here.receiver, fickle: other })) {
      const cap = { messages: 4, perMs: 5 * minute };
      await here.room.add('webhook', { name, url: one.url, cap });
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
      await here.room.tell(...wanted);
      await here.room.pass(Math.floor(random() * 3 * minute), minute);
    }
    await here.room.pass(60 * 60 * minute, 30 * minute);

    const { rows } = await here.database.pool.query(
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
    expect(keys(here.receiver).sort()).toEqual(told.sort());
    expect(other.taken.flatMap(itemsOf).length).toBeLessThanOrEqual(told.length);
    await other.close();
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
