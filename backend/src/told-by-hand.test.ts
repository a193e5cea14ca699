import { NotifyPolicy } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { finding } from './alerts/alert.fixture.ts';
import type { Finding } from './alerts/alert.ts';
import { alertStore } from './alerts/store.ts';
import { type IncidentBench, openIncidentBench } from './incidents/bench.fixture.ts';
import { keepUp } from './incidents/keep-up.ts';
import { mergeIncidents } from './incidents/merge-incidents.ts';
import { addAlerts, removeAlert } from './incidents/move-alerts.ts';
import { openIncident } from './incidents/open-incident.ts';
import { splitIncident } from './incidents/split-incident.ts';
import { incidentStore } from './incidents/store.ts';
import { takeIn } from './incidents/take-in.ts';
import { takeWithAlerts } from './incidents/take-with-alerts.ts';
import { updateIncident } from './incidents/update-incident.ts';
import { writeNote } from './incidents/write-note.ts';
import { channelStore } from './notify/channel-store.ts';
import { openNotify } from './notify/open-notify.fixture.ts';
import { itemsOf, openReceiver } from './notify/receiver.fixture.ts';
import { type ToldOf, toldStore } from './notify/told-store.ts';
import type { Database } from './platform/database/database.ts';
import { testDatabases } from './platform/database/testing.ts';
import { tellOf, tellOfDeed } from './tell-of.ts';

const start = 1_700_000_000_000;
const minute = 60_000;
const isDemo = () => false;

describe.each(testDatabases)('what people do to incidents, on %s', { timeout: 60_000 }, (_engine, open) => {
  let database: Database;
  let bench: IncidentBench;
  let receiver: Awaited<ReturnType<typeof openReceiver>>;
  let room: ReturnType<typeof openNotify>;
  beforeAll(async () => {
    database = await open();
  }, 60_000);
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.sql.execute(sql`
      truncate alert, alert_event, incident, incident_alert, incident_event, incident_counter, event, action,
        notice, told, channel, notify_policy, delivery, delivery_notice`);
    bench = openIncidentBench(database, start, isDemo, (tx, touched) => tellOfDeed(tx, touched, isDemo));
    receiver = await openReceiver();
    room = openNotify(database, { epoch: start });
    await room.add('webhook', { name: 'on call', url: receiver.url });
  });
  afterEach(async () => {
    await room.close();
    await receiver.close();
    expect(room.failures).toEqual([]);
  });

  const ada = () => bench.doer('Ada');
  const at = (now: number) => {
    bench.clock.now = now;
    room.clock.at = now;
  };
  /** The kinds and texts of what the channel got since it was asked last. */
  async function heard() {
    at(bench.clock.now + 2 * minute);
    await room.settle();
    const items = receiver.taken.splice(0).flatMap(itemsOf) as never as { kind: string; text: string }[];
    return items.map(({ kind, text }) => [kind, text]);
  }
  const kinds = async () => (await heard()).map(([kind]) => kind);
  async function judge(decisions: Parameters<ReturnType<typeof alertStore>['apply']>[0]) {
    const { now } = bench.clock;
    return database.sql.transaction(async (tx) => {
      const alerts = await alertStore(tx).apply(decisions, now);
      const grouped = await takeIn(tx, alerts, { isDemo, now });
      const kept = await keepUp(tx, { isDemo, now, calmMs: 2 * minute });
      await tellOf(tx, { alerts, incidents: [...grouped, ...kept], isDemo, now });
      return alerts.map(({ alert }) => alert.id);
    });
  }
  const fire = (fingerprint: string, more: Partial<Finding> = {}) => {
    const found = { fingerprint, resourceId: fingerprint, startedAt: bench.clock.now, ...more };
    return judge([{ kind: 'fire', finding: finding(found) }]);
  };
  const end = (fingerprint: string) => judge([{ kind: 'resolve', fingerprint, at: bench.clock.now }]);
  const update = (wish: object, doer = ada()) =>
    updateIncident('INC-1', { alerts: 'leave', ...wish }, doer, bench.context);
  const idOf = async (ref: string) => (await incidentStore(database.sql).find(ref))?.id;
  const statesOf = ({ deliveries }: ToldOf) => deliveries.map(({ state }) => state).sort();

  it('are told where the incident was told: taken, assigned, noted, worse, resolved, open again', async () => {
    await fire('a', { severity: 'error' });
    expect(await kinds()).toEqual(['incident-opened']);

    await update({ status: 'investigating' });
    expect(await heard()).toEqual([['incident-taken', 'Ada has it, 2 min after it was opened']]);
    await update({ assignee: 'Bo' });
    expect(await heard()).toEqual([['incident-assigned', 'Ada assigned it to Bo']]);
    await writeNote('INC-1', 'It is the pool', ada(), bench.context);
    await writeNote('INC-1', 'It is the pool', ada(), bench.context);
    const note = ['incident-note', 'Ada: “It is the pool”'];
    expect(await heard()).toEqual([note, note]);
    await update({ severity: 'critical', title: 'Checkout is down' });
    expect(await kinds()).toEqual(['incident-escalated']);
    await update({ severity: 'warning' });
    expect(await kinds()).toEqual([]);
    await update({ status: 'resolved' });
    expect(await heard()).toEqual([['incident-resolved', 'Ada resolved it after 12 min, 1 alert']]);
    await update({ status: 'open' });
    expect(await heard()).toEqual([['incident-reopened', 'Ada opened it again']]);
    await update({ status: 'resolved' });
    expect(await kinds()).toEqual(['incident-resolved']);
  });

  it('are told once when they are opened by hand of alerts that were told', async () => {
    const [a = ''] = await fire('a', { severity: 'warning' });
    const [b = ''] = await fire('b', {
      severity: 'warning',
      region: 'eu-north-1',
      startedAt: start - 60 * minute,
    });
    expect(await kinds()).toEqual(['alert-fired', 'alert-fired']);

    const wish = {
      alertId: a,
      alertIds: [b],
      title: 'Slow shop',
      description: '',
      severity: 'error',
    } as const;
    await openIncident(wish, ada(), bench.context);
    expect(await heard()).toEqual([
      ['incident-opened', 'Opened by Ada · 4.8 % · 2 alerts · Affects checkout-api'],
    ]);
    await end('a');
    expect(await kinds()).toEqual([]);
  });

  it('say what became of those that were merged and split', async () => {
    await fire('a');
    at(start + 40 * minute);
    const [b = ''] = await fire('b', {
      region: 'us-east-1',
      resourceName: 'ledger',
      title: 'ledger is slow',
    });
    await kinds();

    await mergeIncidents('INC-1', ['INC-2'], ada(), bench.context);
    expect((await heard()).sort()).toEqual([
      ['incident-grew', 'Ada added 1 more alert, 2 alerts now'],
      ['incident-merged', 'Part of INC-1 now, by Ada'],
    ]);
    await splitIncident('INC-1', { alertIds: [b] }, ada(), bench.context);
    expect(await heard()).toEqual([['incident-opened', 'Opened by Ada · 4.8 % · 1 alert · Affects ledger']]);
    await addAlerts('INC-1', [b], ada(), bench.context);
    expect((await kinds()).sort()).toEqual(['incident-grew', 'incident-merged']);
  });

  it('leave an alert that was taken out to tell of itself', async () => {
    await fire('a');
    const [b = ''] = await fire('b', { severity: 'warning' });
    expect((await kinds()).sort()).toEqual(['incident-grew', 'incident-opened']);

    await removeAlert('INC-1', b, ada(), bench.context);
    expect(await kinds()).toEqual([]);
    await end('b');
    expect(await kinds()).toEqual(['alert-resolved']);
    await addAlerts('INC-1', [b], ada(), bench.context);
    expect(await kinds()).toEqual(['incident-grew']);
  });

  it('are taken by whoever acknowledges the last of their alerts that fire', async () => {
    const [a = ''] = await fire('a');
    const [b = ''] = await fire('b', { severity: 'warning' });
    await kinds();
    const id = (await idOf('INC-1')) ?? '';
    const acknowledge = (alertId: string) =>
      database.sql.transaction(async (tx) => {
        await tx.execute(sql`update alert set acknowledged_at = 1 where id = ${alertId}`);
        const taken = await takeWithAlerts(tx, id, { by: 'Ada', id: 'Ada', at: bench.clock.now });
        if (taken) await tellOfDeed(tx, taken, isDemo);
      });
    await acknowledge(a);
    expect(await kinds()).toEqual([]);
    await acknowledge(b);
    expect(await kinds()).toEqual(['incident-taken']);
    expect(await incidentStore(database.sql).find(id)).toMatchObject({
      ...{ status: 'investigating', assignee: 'Ada', assigneeId: 'Ada' },
      acknowledgement: { by: 'Ada' },
    });
  });

  it('ring the bell of those who did not do it, and of whom it is for', async () => {
    await fire('a');
    await update({ assignee: 'Bo' });
    const { rows } = await database.sql.execute(sql`select kind, by_id, to_id from notice order by seq`);
    expect(rows).toEqual([
      { kind: 'incident-opened', by_id: null, to_id: null },
      { kind: 'incident-assigned', by_id: 'Ada', to_id: 'Bo' },
    ]);
  });

  it('are told when an incident that was told to be over begins again', async () => {
    await fire('a');
    at(start + minute);
    await end('a');
    at(start + 4 * minute);
    await judge([]);
    expect(await kinds()).toEqual(['incident-opened', 'incident-resolved']);
    at(start + 8 * minute);
    await fire('a');
    expect(await heard()).toEqual([['incident-reopened', 'It began again: checkout-api 5xx rate above 1 %']]);
  });

  it('stop what waits for an answer once all that fires is acknowledged, one by one', async () => {
    const add = (name: string) => room.add('webhook', { name, url: receiver.url });
    const first = (await add('first')).channel.id;
    const second = (await add('second')).channel.id;
    const steps = [
      { afterMs: 0, channels: [first] },
      { afterMs: 10 * minute, channels: [second] },
    ];
    const policy = NotifyPolicy.parse({ routes: [{ id: 'r', name: 'r', groupMs: 0, steps }] });
    await channelStore(database.sql).putPolicy(policy, 0, { at: 0, by: 'Ada' });
    const [a = ''] = await fire('a');
    const [b = ''] = await fire('b');
    const ack = sql`update alert set acknowledged_at = 1`;
    await database.sql.execute(sql`${ack} where id = ${a}`);
    expect((await kinds()).sort()).toEqual(['incident-grew', 'incident-opened']);
    await database.sql.execute(sql`${ack} where id = ${b}`);
    at(start + 20 * minute);
    expect(await kinds()).toEqual([]);
    expect((await toldStore(database.sql).of(`incident:${await idOf('INC-1')}`)).map(statesOf)).toEqual([
      ['delivered', 'not-needed'],
      ['delivered', 'not-needed'],
    ]);
  });

  it('are told or not done: what fails leaves nothing to tell', async () => {
    await fire('a');
    await kinds();
    bench.failWith(new Error('the power went'));
    await expect(update({ status: 'investigating' })).rejects.toThrow('the power went');
    expect(await kinds()).toEqual([]);
    expect((await incidentStore(database.sql).find('INC-1'))?.status).toBe('open');
  });

  it('refuse to be assigned to whom nobody knows, and keep what was stored before', async () => {
    await fire('a');
    await database.sql.execute(sql`update incident set assignee = 'The night shift'`);
    await expect(update({ assignee: 'Nobody Known' })).rejects.toMatchObject({
      code: 'invalid',
      path: 'assignee',
      message: 'No member is called Nobody Known. Choose one from the list',
    });
    expect(await update({ assignee: 'The night shift', title: 'Other' })).toMatchObject({
      assignee: 'The night shift',
      title: 'Other',
    });
    expect(await update({ assignee: 'me' })).toMatchObject({ assignee: 'Ada', assigneeId: 'Ada' });
    expect(await update({ assignee: null })).toMatchObject({ assignee: null, assigneeId: null });
  });
});
