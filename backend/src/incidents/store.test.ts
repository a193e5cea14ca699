import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../platform/database/database.ts';
import { testDatabases } from '../platform/database/testing.ts';
import type { StoredIncident } from './incident.ts';
import { incidentStore } from './store.ts';

const incident: StoredIncident = {
  id: 'i1',
  title: 'checkout-api 5xx rate above 1 %',
  message: '4.8 %',
  severity: 'critical',
  status: 'open',
  resourceId: 'lb',
  connectionId: 'aws',
  metric: null,
  startedAt: 1_000,
  resolvedAt: null,
  assignee: null,
  alertIds: ['a', 'b'],
  affectedServices: ['checkout-api'],
  timeline: [{ at: 900, kind: 'deployment', text: 'checkout-api v2 was deployed' }],
};

describe.each(testDatabases)('incidents on %s', (_engine, open) => {
  let database: Database;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  it('keeps every field, follows its changes and leaves the open ones when resolved', async () => {
    const store = incidentStore(database.sql);
    await store.save([incident, { ...incident, id: 'i2', startedAt: 2_000, severity: 'error' }]);
    expect(await store.open()).toEqual([
      incident,
      { ...incident, id: 'i2', startedAt: 2_000, severity: 'error' },
    ]);

    const resolved: StoredIncident = { ...incident, status: 'resolved', resolvedAt: 5_000, alertIds: ['a'] };
    await store.save([resolved]);

    expect((await store.open()).map(({ id }) => id)).toEqual(['i2']);
    expect(await store.list({ status: 'resolved', limit: 10 })).toEqual([resolved]);
    expect(await store.list({ severity: 'warning', limit: 10 })).toEqual([]);
    expect((await store.list({ limit: 10 })).map(({ id }) => id)).toEqual(['i2', 'i1']);
  });
});
