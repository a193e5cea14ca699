import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedAlert } from './alerts/alert.fixture.ts';
import type { StoredAlert } from './alerts/alert.ts';
import { LiveRules } from './alerts/rules/live.ts';
import { incidentStore } from './incidents/store.ts';
import { stepsOver } from './ingestion.ts';
import { insightStore } from './pipelines/insight/insight-store.ts';
import type { Database } from './platform/database/database.ts';
import { testDatabases } from './platform/database/testing.ts';
import { emptyBatch } from './signals/testing.ts';

const now = 10 * 3_600_000;

const alert = (id: string, connectionId: string) =>
  storedAlert(id, { connectionId, resourceId: id, title: `${id} is down`, startedAt: now });

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
        rules: new LiveRules(),
        isDemo: (id) => id.includes('demo'),
        now,
      }).group([{ change: 'fired', alert: one }]),
    );

  it('never makes one incident of what is wrong in the demo and on a real system', async () => {
    await group(alert('harbor-01', 'host'));
    await group(alert('checkout-api', 'aws:demo'));

    const incidents = await incidentStore(database.sql).list({ limit: 10 });
    expect(incidents.map(({ alertIds }) => alertIds).sort()).toEqual([['checkout-api'], ['harbor-01']]);
  });

  it('keeps how the attempt before ended when a run comes in again', async () => {
    const comeIn = (attempt: number, rawStatus: string) =>
      database.sql.transaction((tx) =>
        stepsOver(tx, {
          ...{ connectionId: 'github', fence: 1, rules: new LiveRules(), isDemo: () => false, now },
        }).remember({
          ...emptyBatch,
          events: [
            {
              ...{ id: 'github:run:7', resourceId: 'w', kind: 'pipeline-run', outcome: 'failed', title: 't' },
              ...{ at: now, data: { attempt, finishedAt: now, jobs: [{ name: 'e2e', rawStatus }] } },
            },
          ],
        }),
      );
    await comeIn(1, 'failure');
    await comeIn(2, 'success');

    const [run] = await insightStore(database.sql).runs(['github'], { from: now, to: now + 1 });
    expect(run?.earlier).toEqual([[{ name: 'e2e', rawStatus: 'failure' }]]);
  });
});
