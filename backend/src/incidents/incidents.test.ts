import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { finding } from '../alerts/alert.fixture.ts';
import type { AlertChange, Finding } from '../alerts/alert.ts';
import { alertStore } from '../alerts/store.ts';
import type { Database } from '../platform/database/database.ts';
import { testDatabases } from '../platform/database/testing.ts';
import { ConflictError } from '../platform/errors.ts';
import { type IncidentBench, openIncidentBench } from './bench.fixture.ts';
import { incidentFacts } from './figure-store.ts';
import { incidentChoices } from './filter-store.ts';
import { keepUp } from './keep-up.ts';
import { mergeIncidents } from './merge-incidents.ts';
import { addAlerts, removeAlert } from './move-alerts.ts';
import { noteOnIncident } from './note-on-incident.ts';
import { openIncident } from './open-incident.ts';
import { tell } from './read-incident.ts';
import { splitIncident } from './split-incident.ts';
import { incidentStore } from './store.ts';
import { takeIn } from './take-in.ts';
import { updateIncident } from './update-incident.ts';
import { writeNote } from './write-note.ts';

const start = 1_700_000_000_000;
const minute = 60_000;
const isDemo = (id: string) => id === 'demo';

describe.each(testDatabases)('incidents on %s', { timeout: 60_000 }, (_engine, open) => {
  let database: Database;
  let bench: IncidentBench;
  beforeAll(async () => {
    database = await open();
  }, 60_000);
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.sql.execute(sql`
      truncate alert, alert_event, incident, incident_alert, incident_event, incident_counter, event, action`);
    bench = openIncidentBench(database, start + 5 * minute, isDemo);
  });

  const world = () => ({ isDemo, now: bench.clock.now });
  const take = (changes: readonly AlertChange[]) =>
    database.sql.transaction((tx) => takeIn(tx, changes, world()));
  const settle = () => database.sql.transaction((tx) => keepUp(tx, { ...world(), calmMs: 2 * minute }));
  /** Fires alerts by name and groups them; the ids of their incidents. */
  async function fire(...findings: Partial<Finding>[]) {
    const changes = await alertStore(database.sql).apply(
      findings.map((more) => ({
        kind: 'fire',
        finding: finding({
          resourceId: `r-${more.fingerprint}`,
          resourceName: 'checkout-api',
          startedAt: start,
          ...more,
        }),
      })),
    );
    await take(changes);
    return changes.map(({ alert }) => alert.id);
  }
  async function end(fingerprint: string, at = bench.clock.now) {
    await take(await alertStore(database.sql).apply([{ kind: 'resolve', fingerprint, at }]));
  }
  const list = (limit = 10) => incidentStore(database.sql).list({ limit });
  const only = async () => {
    const [one, ...rest] = await list();
    if (!one || rest.length > 0) throw new Error(`${rest.length + 1} incidents`);
    return one;
  };
  const alerts = (ids: readonly string[]) => alertStore(database.sql).byIds(ids);
  const ada = () => bench.doer('Ada');
  const mei = () => bench.doer('Mei');

  it('has a number, its alerts and a timeline; what is seen twice is told once', async () => {
    const [a, b] = await fire({ fingerprint: 'a' }, { fingerprint: 'b', severity: 'warning' });
    await take(await alertStore(database.sql).apply([]));
    const incident = await only();

    expect(incident).toMatchObject({ number: 1, status: 'open', severity: 'critical', firingCount: 2 });
    expect([...incident.alertIds].sort()).toEqual([a, b].sort());
    expect((await alerts(incident.alertIds)).every(({ incidentId }) => incidentId === incident.id)).toBe(
      true,
    );
    expect(incident.timeline.map(({ kind }) => kind)).toEqual(['alert', 'alert', 'opened']);
    expect(await incidentStore(database.sql).find('INC-1')).toEqual(incident);
    const note = { at: start, kind: 'notification', text: 'Slack told', key: 'n1' } as const;
    expect(await noteOnIncident(database.sql, incident.id, note)).toBe(true);
    expect(await noteOnIncident(database.sql, incident.id, note)).toBe(false);
  });

  it('is taken with its alerts, by one of two who try', async () => {
    const ids = await fire({ fingerprint: 'a' }, { fingerprint: 'b' });
    const { id, version } = await only();
    const wish = { status: 'investigating', version, alerts: 'leave' } as const;
    const outcomes = await Promise.allSettled([
      updateIncident(id, wish, ada(), bench.context),
      updateIncident(id, wish, mei(), bench.context),
    ]);
    const lost = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
    const winner = (await only()).assignee;

    expect(lost).toHaveLength(1);
    expect(lost[0]).toBeInstanceOf(ConflictError);
    expect(lost[0]?.message).toBe(
      `${winner} changed INC-1 1 s ago; it is investigating now. Look again, then decide.`,
    );
    expect((await alerts(ids)).map(({ acknowledgement }) => acknowledgement?.by)).toEqual([winner, winner]);
    expect(bench.audit.map(({ action, outcome }) => `${action} ${outcome}`).sort()).toEqual([
      'incident.update allowed',
      'incident.update refused',
    ]);
    const { rows } = await database.sql.execute(sql`
      select kind, by_name, text from alert_event where by_name is not null`);
    expect(rows).toEqual(Array(2).fill({ kind: 'acknowledged', by_name: winner, text: 'With INC-1' }));
  });

  it('keeps every note, of people and of the system, written at once', async () => {
    await fire({ fingerprint: 'a' });
    const { id } = await only();
    await Promise.all([
      ...Array.from({ length: 10 }, (_, index) => writeNote(id, `note ${index}`, ada(), bench.context)),
      fire({ fingerprint: 'b' }),
      noteOnIncident(database.sql, id, { at: start, kind: 'notification', text: 'Slack told' }),
    ]);
    const { incident } = await tell(id, bench.context);
    expect(incident.timeline.filter(({ kind }) => kind === 'note')).toHaveLength(10);
    expect(incident.timeline.filter(({ kind }) => kind === 'alert')).toHaveLength(2);
    expect(incident.timeline.filter(({ kind }) => kind === 'notification')).toHaveLength(1);
  });

  it('follows its alerts: resolves itself when they have been over for a while, opens again when one is back', async () => {
    await fire({ fingerprint: 'a' }, { fingerprint: 'b' });
    await end('a');
    await settle();
    expect((await only()).status).toBe('open');
    await end('b');
    await settle();
    expect((await only()).status).toBe('open');
    const endedAt = bench.clock.now;
    bench.clock.now += 2 * minute;
    expect(await settle()).toHaveLength(1);
    expect(await settle()).toEqual([]);
    expect(await only()).toMatchObject({ status: 'resolved', resolvedAt: endedAt, firingCount: 0 });

    bench.clock.now += minute;
    await fire({ fingerprint: 'a', startedAt: bench.clock.now });
    expect(await only()).toMatchObject({ status: 'open', resolvedAt: null, alertCount: 2, firingCount: 1 });
    await end('a');
    bench.clock.now += 11 * minute;
    await settle();
    await fire({ fingerprint: 'a', startedAt: bench.clock.now });
    expect(await only()).toMatchObject({ status: 'open', resolvedAt: null, alertCount: 3, firingCount: 1 });
    bench.clock.now += 60 * minute;
    await end('a');
    bench.clock.now += 2 * minute;
    await settle();
    bench.clock.now += 31 * minute;
    await fire({ fingerprint: 'a', startedAt: bench.clock.now });
    expect((await list()).map(({ number, status }) => [number, status])).toEqual([
      [2, 'open'],
      [1, 'resolved'],
    ]);
  });

  it('is resolved by hand, and says what becomes of alerts that still fire', async () => {
    const ids = await fire({ fingerprint: 'a' });
    const resolve = (how: 'leave' | 'acknowledge') =>
      updateIncident('INC-1', { status: 'resolved', alerts: how }, ada(), bench.context);
    await resolve('leave');
    expect((await alerts(ids))[0]?.acknowledgement).toBeNull();
    expect((await only()).timeline.at(-1)).toMatchObject({
      text: 'resolved it',
      detail: '1 of its alerts still fire',
    });
    await updateIncident('INC-1', { status: 'open', alerts: 'leave' }, ada(), bench.context);
    await resolve('acknowledge');
    expect((await alerts(ids))[0]?.acknowledgement?.by).toBe('Ada');
    await settle();
    expect((await only()).status).toBe('resolved');
  });

  it('does not put back what a person took out, and lets them put it back', async () => {
    const [, b = ''] = await fire({ fingerprint: 'a' }, { fingerprint: 'b' });
    await removeAlert('INC-1', b, ada(), bench.context);
    await fire({ fingerprint: 'b', severity: 'error' });
    expect((await only()).alertCount).toBe(1);
    await end('b');
    bench.clock.now += 11 * minute;
    await fire({ fingerprint: 'b', startedAt: bench.clock.now });
    expect((await list()).map(({ alertCount }) => alertCount)).toEqual([1, 1]);
    await addAlerts('INC-1', [b], ada(), bench.context);
    expect((await list()).map(({ alertCount }) => alertCount)).toEqual([1, 2]);
  });

  it('splits and merges, with alerts and timelines, and says where they went', async () => {
    const [a = '', b = ''] = await fire(
      { fingerprint: 'a' },
      { fingerprint: 'b', resourceName: 'orders-db' },
    );
    await writeNote('INC-1', 'Looks like two', ada(), bench.context);
    await expect(splitIncident('INC-1', { alertIds: [a, b] }, ada(), bench.context)).rejects.toThrow(
      'Leave at least',
    );
    const second = await splitIncident(
      'INC-1',
      { alertIds: [b], title: 'The database' },
      ada(),
      bench.context,
    );
    expect(second).toMatchObject({
      number: 2,
      title: 'The database',
      alertIds: [b],
      affectedServices: ['orders-db'],
    });
    expect((await fire({ fingerprint: 'b', severity: 'error' })).length).toBe(1);
    expect((await list()).map(({ alertIds }) => alertIds)).toEqual([[b], [a]]);

    await writeNote('INC-2', 'It is one after all', mei(), bench.context);
    await mergeIncidents('INC-1', ['INC-2'], mei(), bench.context);
    const { incident } = await tell('INC-1', bench.context);
    expect([...incident.alertIds].sort()).toEqual([a, b].sort());
    expect(incident.timeline.filter(({ kind }) => kind === 'note').map(({ text }) => text)).toEqual([
      'Looks like two',
      'It is one after all',
    ]);
    expect((await list())[0]).toMatchObject({ status: 'resolved', mergedNumber: 1, alertCount: 0 });
    await expect(writeNote('INC-2', 'x', ada(), bench.context)).rejects.toThrow('became part of another');
    await expect(mergeIncidents('INC-1', ['INC-1'], ada(), bench.context)).rejects.toThrow('part of itself');
  });

  it('is opened by hand of alerts, out of what grouping had made', async () => {
    const [a = '', w = ''] = await fire({ fingerprint: 'a' }, { fingerprint: 'w', severity: 'warning' });
    const made = await openIncident(
      { alertId: a, title: 'Checkout is down', description: 'For all of Europe', severity: 'critical' },
      ada(),
      bench.context,
    );
    expect(made).toMatchObject({ number: 2, openedBy: 'Ada', title: 'Checkout is down', alertIds: [a] });
    expect((await list()).map(({ alertIds }) => alertIds)).toEqual([[a], [w]]);
    await addAlerts('INC-2', [w], ada(), bench.context);
    expect((await list()).map(({ number, mergedNumber }) => [number, mergedNumber])).toEqual([
      [2, null],
      [1, 2],
    ]);
    const [demo = ''] = await fire({ fingerprint: 'd', connectionId: 'demo' });
    await expect(addAlerts('INC-2', [demo], ada(), bench.context)).rejects.toThrow('never one incident');
    await expect(addAlerts('INC-2', ['nobody'], ada(), bench.context)).rejects.toThrow(
      'Alert nobody does not exist',
    );
  });

  it('makes one incident of two batches at once', async () => {
    const findings = ['a', 'b', 'c', 'd'].map((fingerprint) =>
      fire({ fingerprint, resourceName: fingerprint }),
    );
    await Promise.all(findings);
    expect((await only()).alertCount).toBe(4);
  });

  it('is found by what is asked for, page by page', async () => {
    await fire({ fingerprint: 'a', title: '100% of requests fail' });
    bench.clock.now += 40 * minute;
    await fire({
      ...{ fingerprint: 'b', startedAt: bench.clock.now, resourceName: 'orders-db', severity: 'error' },
      title: 'orders-db has no connections left',
    });
    const found = async (filter: Partial<Parameters<ReturnType<typeof incidentStore>['list']>[0]>) =>
      (await incidentStore(database.sql).list({ limit: 10, ...filter })).map(({ number }) => number);

    expect(await found({})).toEqual([2, 1]);
    expect(await found({ limit: 1, before: 2 })).toEqual([1]);
    expect(await found({ text: '100%' })).toEqual([1]);
    expect(await found({ text: 'orders-db' })).toEqual([2]);
    expect(await found({ text: 'inc-2' })).toEqual([2]);
    expect(await found({ severity: 'error' })).toEqual([2]);
    expect(await found({ since: start + 30 * minute })).toEqual([2]);
    await updateIncident('INC-1', { assignee: 'Mei', alerts: 'leave' }, ada(), bench.context);
    expect(await found({ assignee: 'Mei' })).toEqual([1]);
    await updateIncident('INC-1', { status: 'resolved', alerts: 'leave' }, ada(), bench.context);
    expect(await found({ status: 'active' })).toEqual([2]);
    expect(await found({ status: 'resolved' })).toEqual([1]);
    await updateIncident('INC-1', { status: 'open', alerts: 'leave' }, ada(), bench.context);
    await updateIncident('INC-2', { status: 'resolved', alerts: 'leave' }, ada(), bench.context);
    const current = await incidentStore(database.sql).current(1);
    expect(current.map(({ number }) => number)).toEqual([1]);
    expect(await found({ assignee: 'none' })).toEqual([2]);
    expect(await found({ service: 'orders-db' })).toEqual([2]);
    expect(await found({ service: 'orders' })).toEqual([]);
    expect(await found({ until: start + 30 * minute })).toEqual([1]);
    expect(await incidentStore(database.sql).count({ status: 'resolved' })).toBe(1);
    expect(await incidentChoices(database.sql)).toEqual({
      assignees: ['Mei'],
      services: ['checkout-api', 'orders-db'],
    });
    const window = { from: start, to: bench.clock.now };
    const facts = async (filter: object) =>
      (await incidentFacts(database.sql, { ...window, ...filter })).length;
    expect([
      await facts({}),
      await facts({ service: 'orders-db' }),
      await facts({ assignee: 'Mei' }),
    ]).toEqual([2, 1, 1]);
  });
});
