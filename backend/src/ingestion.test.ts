import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredAlert } from './alerts/alert.ts';
import { incidentStore } from './incidents/store.ts';
import { stepsOver } from './ingestion.ts';
import type { Database } from './platform/database/database.ts';
import { testDatabases } from './platform/database/testing.ts';

const now = 10 * 3_600_000;

function alert(id: string, connectionId: string): StoredAlert {
  return {
    id,
    fingerprint: id,
    resourceId: id,
    connectionId,
    metric: null,
    severity: 'critical',
    title: `${id} is down`,
    message: '',
    value: null,
    limit: null,
    state: 'firing',
    startedAt: now,
    resolvedAt: null,
    acknowledgedAt: null,
  };
}

describe.each(testDatabases)('ingestion on %s', (_engine, open) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  const group = (one: StoredAlert) =>
    database.sql.transaction((tx) =>
      stepsOver(tx, {
        connectionId: one.connectionId,
        fence: 1,
        kinds: [],
        isDemo: (id) => id.includes('demo'),
        now,
      }).group([one]),
    );

  it('never makes one incident of what is wrong in the demo and on a real system', async () => {
    await group(alert('harbor-01', 'host'));
    await group(alert('checkout-api', 'aws:demo'));

    const incidents = await incidentStore(database.sql).list({ limit: 10 });
    expect(incidents.map(({ alertIds }) => alertIds).sort()).toEqual([['checkout-api'], ['harbor-01']]);
  });
});
