import type { SourceEvent } from '@smartops/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedAlert } from './alerts/alert.fixture.ts';
import type { StoredAlert } from './alerts/alert.ts';
import { listStore } from './alerts/list-store.ts';
import { LiveRules } from './alerts/rules/live.ts';
import { usualRules } from './alerts/rules/rule.fixture.ts';
import { incidentStore } from './incidents/store.ts';
import { stepsOver } from './ingestion.ts';
import { insightStore } from './pipelines/insight/insight-store.ts';
import type { Database } from './platform/database/database.ts';
import { testDatabases } from './platform/database/testing.ts';
import { readStore } from './signals/read-store.ts';
import { emptyBatch } from './signals/testing.ts';

const now = 10 * 3_600_000;

const alert = (id: string, connectionId: string) =>
  storedAlert(id, { connectionId, resourceId: id, title: `${id} is down`, startedAt: now });

/** The rules that are there from the start. */
function deploying(): LiveRules {
  const rules = new LiveRules();
  rules.use(usualRules);
  return rules;
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
        rules: new LiveRules(),
        isDemo: (id) => id.includes('demo'),
        calmMs: 0,
        now,
      }).group([{ change: 'fired', alert: one }], emptyBatch),
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
          ...{ connectionId: 'github', fence: 1, isDemo: () => false, calmMs: 0, now },
          rules: new LiveRules(),
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

  describe('of runs', () => {
    const service = 'github:repository:api';
    const deployment = (outcome: 'succeeded' | 'failed', environment: string): SourceEvent => ({
      ...{ id: 'github:deployment:run-1', resourceId: service, kind: 'deployment', outcome, title: 't' },
      at: now,
      data: {
        ...{
          service: 'api',
          environment,
          status: outcome === 'failed' ? 'failed' : 'success',
          rawStatus: 'x',
        },
        ...{ branch: 'main', sha: 'a', author: 'a', message: 'm', version: null, url: null, runId: '1' },
        ...{ startedAt: now, finishedAt: now },
      },
    });
    const run = { id: 'github:run:1', resourceId: 'w', kind: 'pipeline-run', outcome: 'failed' as const };
    const repository = {
      ...{ id: service, kind: 'github.repository', name: 'api' },
      attributes: { usesDeployments: false },
    };
    const alerts = async () =>
      (await listStore(database.sql, ['github']).worst(10)).map(({ title }) => title);
    const comeIn = (deployed: SourceEvent | undefined) =>
      database.sql.transaction(async (tx) => {
        const steps = stepsOver(tx, {
          ...{ connectionId: 'github', fence: 1, rules: deploying(), isDemo: () => false, calmMs: 0, now },
          countsAs: () => ({
            ...{ id: 'github:deployment:run-1', serviceId: service, rule: undefined },
            deployment: deployed,
          }),
        });
        const event = { ...run, title: 't', at: now, data: {} };
        const fresh = await steps.remember({ ...emptyBatch, resources: [repository], events: [event] });
        await steps.group(await steps.judge(fresh), fresh);
        return fresh;
      });

    it('takes one as the deployment that it counts as, and lets go of it and its alert when it no longer does', async () => {
      const { events } = await comeIn(deployment('failed', 'production'));
      expect(events.map(({ kind }) => kind)).toContain('deployment');
      expect(await alerts()).toEqual(['api deployment to production failed']);

      await comeIn(deployment('failed', 'staging'));
      expect(await alerts()).toEqual(['api deployment to staging failed']);

      const { removed } = await comeIn(undefined);
      expect(removed).toHaveLength(1);
      expect(await alerts()).toEqual([]);
      expect(await readStore(database.sql).event('github:deployment:run-1')).toBeUndefined();
    });
  });
});
