import type { Alert, AlertAct } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRoom, type Room } from '../identity/open-room.fixture.ts';
import type { Database } from '../platform/database/database.ts';
import { testDatabases } from '../platform/database/testing.ts';
import { finding } from './alert.fixture.ts';
import type { AlertChange, Finding } from './alert.ts';
import type { AlertPorts } from './ports.ts';
import { alertRoutes } from './routes.ts';
import { settleAll, wakeSleepers } from './settle.ts';
import { alertStore } from './store.ts';

const minute = 60_000;
type As = Awaited<ReturnType<Room['signedIn']>>;

describe.each(testDatabases)('the life of an alert, on %s', { timeout: 60_000 }, (_engine, open) => {
  let room: Room;
  let priya: As;
  let jonas: As;
  let followed: AlertChange[] = [];

  beforeAll(async () => {
    const database = await open();
    room = await openRoom(async () => database, { mount: (app) => alertRoutes(app, portsOver(database)) });
    priya = await room.signedIn('operator');
    jonas = await room.signedIn('operator');
    await room.database.sql.execute(sql`update person set name = 'Priya Nair' where id = ${priya.id}`);
    await room.database.sql.execute(sql`update person set name = 'Jonas Weber' where id = ${jonas.id}`);
  }, 60_000);
  beforeEach(async () => {
    followed = [];
    room.clock.aheadMs = 0;
    await room.database.sql.execute(sql`truncate alert, alert_event, silence`);
  });
  afterAll(() => room.close());

  const portsOver = (database: Database): AlertPorts => ({
    context: {
      database: database.sql,
      workspace: 'default',
      now: () => room.now(),
      member: (id) => room.identity.member(id),
      isSender: (id) => id === 'sender',
      async follow(_tx, changes) {
        followed.push(...changes);
      },
      changed() {},
    },
    isDemo: () => false,
    watched: () => ['aws', 'sender'],
    doer: (asker) => ({
      caller: asker.caller as never,
      privileged: (step, work) => room.identity.privileged(asker, step, work),
    }),
  });
  const fires = async (more: Partial<Finding> = {}): Promise<string> => {
    const found = finding({ startedAt: room.now(), ...more });
    const [change] = await room.database.sql.transaction((tx) =>
      alertStore(tx).apply([{ kind: 'fire', finding: found }], room.now()),
    );
    return change?.alert.id ?? '';
  };
  const get = async (path: string) => (await room.call('GET', path, { as: priya.as })).json();
  const act = (id: string, deed: AlertAct, as = priya.as) =>
    room.call('POST', `/alerts/${id}/acts`, { as, body: { act: deed } });
  const listed = async (query = ''): Promise<string[]> =>
    (await get(`/alerts${query}`)).alerts.map((one: Alert) => one.id);

  it('is acknowledged by one; the other is told who and when, and the same person is not refused', async () => {
    const id = await fires();
    const replies = await Promise.all([
      room.call('POST', `/alerts/${id}/acknowledge`, { as: priya.as, body: { notes: 'on it' } }),
      room.call('POST', `/alerts/${id}/acknowledge`, { as: jonas.as, body: {} }),
    ]);

    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const won = replies.find(({ statusCode }) => statusCode === 200)?.json();
    const lost = replies.find(({ statusCode }) => statusCode === 409)?.json();
    expect(won).toMatchObject({ success: true, alert: { id, acknowledged: true } });
    const { by, at } = won.alert.acknowledgement;
    expect(lost.detail).toBe(`${by} acknowledged it before, at ${at}. Take it over to own it`);
    const winner = by === 'Priya Nair' ? priya : jonas;
    const again = await room.call('POST', `/alerts/${id}/acknowledge`, { as: winner.as, body: {} });
    expect([again.statusCode, again.json().alert.acknowledgement.at]).toEqual([200, at]);
    const rows = (await room.audit()).filter(({ action }) => action === 'alert.acknowledge');
    expect(rows.map(({ outcome }) => outcome).sort()).toEqual(['allowed', 'allowed', 'refused']);
  });

  it('is dismissed with who, when and why, as often as one likes, and 404 when there is none', async () => {
    const id = await fires();
    const dismiss = (path: string) => room.call('DELETE', `/alerts/${path}`, { as: priya.as });

    expect((await dismiss(`${id}?reason=a%20test`)).json()).toEqual({ success: true });
    expect((await dismiss(id)).json()).toEqual({ success: true });
    expect((await dismiss('nobody')).statusCode).toBe(404);

    expect(await listed()).toEqual([]);
    expect(await listed('?state=all')).toEqual([]);
    expect(await listed('?state=dismissed')).toEqual([id]);
    expect((await get(`/alerts/${id}`)).alert.dismissal).toMatchObject({
      by: 'Priya Nair',
      reason: 'a test',
    });
    await fires({ message: 'still so' });
    expect(await listed()).toEqual([]);
    expect((await act(id, { verb: 'restore' })).json().alert.dismissal).toBeNull();
    expect(await listed()).toEqual([id]);
  });

  it('is owned, put off, noted and taken back, each with a line of history and a row in the log', async () => {
    const id = await fires();
    const until = new Date(room.now() + 30 * minute).toISOString();
    await act(id, { verb: 'assign', to: jonas.id });
    await act(id, { verb: 'snooze', until });
    await act(id, { verb: 'note', text: 'Look again at 14:38' }, jonas.as);
    expect((await act(id, { verb: 'assign', to: 'me' })).json().alert).toMatchObject({
      owner: 'Priya Nair',
      snoozedUntil: until,
    });
    await act(id, { verb: 'assign', to: null });
    await act(id, { verb: 'snooze', until: null });

    const { history } = await get(`/alerts/${id}`);
    expect(history.map(({ kind, by, text }: Record<string, string>) => [kind, by, text])).toEqual([
      ['fired', null, '4.8 %'],
      ['assigned', 'Priya Nair', 'Jonas Weber'],
      ['snoozed', 'Priya Nair', until],
      ['note', 'Jonas Weber', 'Look again at 14:38'],
      ['assigned', 'Priya Nair', 'Jonas Weber → Priya Nair'],
      ['assigned', 'Priya Nair', 'Nobody'],
      ['unsnoozed', 'Priya Nair', 'Awake again'],
    ]);
    const audited = (await room.audit()).filter(({ detail }) => detail.id === id).map(({ action }) => action);
    expect(audited.filter((action) => action.startsWith('alert.'))).toHaveLength(6);
    expect(await listed('?text=again%20at')).toEqual([id]);
    const refused = await act(id, { verb: 'assign', to: 'nobody' });
    expect([refused.statusCode, refused.json().errors]).toEqual([
      400,
      [{ path: 'act.to', message: 'Nobody here is meant by that. Choose a member' }],
    ]);
    expect((await act(id, { verb: 'snooze', until: new Date(0).toISOString() })).statusCode).toBe(400);
  });

  it('is resolved by hand only when a sender reported it, and tells what follows', async () => {
    const own = await fires();
    const foreign = await fires({ fingerprint: 'g', connectionId: 'sender' });

    expect((await act(own, { verb: 'resolve' })).statusCode).toBe(409);
    expect((await act(foreign, { verb: 'resolve' })).json().alert).toMatchObject({ state: 'resolved' });
    expect(followed).toMatchObject([{ change: 'resolved', alert: { id: foreign } }]);
    expect((await act(foreign, { verb: 'acknowledge' })).statusCode).toBe(409);
  });

  it('answers for each of many', async () => {
    const [a, b] = [await fires(), await fires({ fingerprint: 'g' })];
    await act(a, { verb: 'acknowledge' }, jonas.as);
    const reply = await room.call('POST', '/alerts/acts', {
      as: priya.as,
      body: { ids: [a, b, 'nobody', b], act: { verb: 'acknowledge' } },
    });

    expect(reply.json().results).toMatchObject([
      { id: a, problem: { title: 'conflict' } },
      { id: b, alert: { acknowledged: true } },
      { id: 'nobody', problem: { title: 'not-found' } },
    ]);
    const ids = Array.from({ length: 201 }, (_, index) => `${index}`);
    const tooMany = { ids, act: { verb: 'acknowledge' } };
    expect((await room.call('POST', '/alerts/acts', { as: priya.as, body: tooMany })).statusCode).toBe(400);
  });

  it('wakes when it has slept long enough', async () => {
    const id = await fires();
    const until = new Date(room.now() + 10 * minute).toISOString();
    await act(id, { verb: 'snooze', until });
    const wake = () => wakeSleepers(room.database.sql, { workspace: 'default', now: room.now() });

    expect(await wake()).toEqual([]);
    expect(await listed('?state=snoozed')).toEqual([id]);
    room.clock.aheadMs = 11 * minute;
    expect(await wake()).toMatchObject([{ change: 'woke', alert: { id } }]);
    expect(await wake()).toEqual([]);
    expect(await listed('?state=loud')).toEqual([id]);
  });

  it('still fires under a silence, tells nobody, and wakes when the silence is ended', async () => {
    const before = await fires();
    const form = {
      matchers: [{ name: 'resource', op: '=', value: 'checkout-*' }],
      comment: 'rollback',
      startsAt: new Date(room.now()).toISOString(),
      endsAt: new Date(room.now() + 60 * minute).toISOString(),
    };
    const preview = await room.call('POST', '/silences/preview', { as: priya.as, body: form });
    expect(preview.json()).toMatchObject({ nowTotal: 1, now: [{ id: before }], weekTotal: 1 });

    const created = (await room.call('POST', '/silences', { as: priya.as, body: form })).json();
    expect(created.silence).toMatchObject({ state: 'active', by: 'Priya Nair', hides: 1 });
    const { id: silenceId } = created.silence;
    const later = await fires({ fingerprint: 'g' });
    expect(await listed('?state=silenced')).toHaveLength(2);
    expect((await get(`/alerts/${later}`)).alert.silenceId).toBe(silenceId);
    expect((await get('/alerts?state=firing')).counts).toMatchObject({ loud: 0, silenced: 2 });

    const narrower = { ...form, matchers: [{ name: 'title', op: '=', value: '*5xx*' }], comment: 'less' };
    const edited = await room.call('PUT', `/silences/${silenceId}`, { as: jonas.as, body: narrower });
    expect(edited.json().silence).toMatchObject({
      comment: 'less',
      changed: { by: 'Jonas Weber' },
      hides: 2,
    });

    followed = [];
    const ended = await room.call('DELETE', `/silences/${silenceId}`, { as: priya.as });
    expect(ended.json().silence).toMatchObject({ state: 'ended', hides: 0 });
    expect(followed.map(({ change }) => change)).toEqual(['woke', 'woke']);
    expect((await room.call('DELETE', `/silences/${silenceId}`, { as: priya.as })).statusCode).toBe(409);
    const actions = async () =>
      (await room.audit())
        .map(({ action }) => action)
        .filter((one) => one.startsWith('silence.'))
        .sort();
    // What was refused is written down after the answer.
    await expect
      .poll(actions, { timeout: 20_000 })
      .toEqual(['silence.create', 'silence.end', 'silence.end', 'silence.update']);
  });

  it('falls under a window when that opens and wakes when it closes', async () => {
    const id = await fires();
    const form = {
      matchers: [{ name: 'severity', op: '!=', value: 'info' }],
      comment: 'maintenance',
      startsAt: new Date(room.now() + 10 * minute).toISOString(),
      endsAt: new Date(room.now() + 20 * minute).toISOString(),
    };
    await room.call('POST', '/silences', { as: priya.as, body: form });
    const settle = () => settleAll(room.database.sql, { workspace: 'default', now: room.now() });

    expect(await settle()).toEqual([]);
    room.clock.aheadMs = 11 * minute;
    expect(await settle()).toMatchObject([{ change: 'changed', alert: { id } }]);
    room.clock.aheadMs = 21 * minute;
    expect(await settle()).toMatchObject([{ change: 'woke', alert: { id } }]);
  });

  it('refuses a silence without an end, in the past, of no time zone or of nothing', async () => {
    const form = {
      matchers: [{ name: 'resource', value: 'x' }],
      comment: 'c',
      startsAt: new Date(room.now()).toISOString(),
      endsAt: new Date(room.now() + minute).toISOString(),
    };
    const weekly = { days: [6], from: '22:00', to: '06:00', zone: 'Europe/Berlin' };
    const wrong = [
      { endsAt: null },
      { endsAt: new Date(0).toISOString() },
      { matchers: [] },
      { matchers: [{ name: 'a b', value: 'x' }] },
      { weekly: { ...weekly, zone: 'Nowhere/At_All' } },
      { weekly: { ...weekly, from: '24:00' } },
      { comment: ' ' },
    ];
    for (const one of wrong) {
      const { statusCode } = await room.call('POST', '/silences', {
        as: priya.as,
        body: { ...form, ...one },
      });
      expect({ one, statusCode }).toEqual({ one, statusCode: 400 });
    }
    const body = { ...form, endsAt: null, weekly };
    expect((await room.call('POST', '/silences', { as: priya.as, body })).statusCode).toBe(200);
    expect((await get('/silences')).silences).toHaveLength(1);
  });
});
