import type { DeploymentData, DeploymentFilter, SourceEvent } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../platform/database/database.ts';
import { testDatabases } from '../platform/database/testing.ts';
import { rememberStore } from '../signals/remember-store.ts';
import { emptyBatch } from '../signals/testing.ts';
import { deployment } from './deployed.fixture.ts';
import { deploymentStore, placeOf } from './deployment-store.ts';

const minute = 60_000;

function deploy(id: string, hour: number, more: Partial<DeploymentData> = {}): SourceEvent {
  const { resourceId, data } = deployment(id, hour, 'a41c9e2f00', more);
  const at = Number(data.startedAt);
  return { id: `gh:${id}`, resourceId, kind: 'deployment', outcome: 'succeeded', title: 't', at, data };
}

describe.each(testDatabases)('deployments on %s', (_engine, open) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  }, 60_000);
  beforeEach(() => database.sql.execute(sql`truncate event`));
  afterAll(() => database.close());

  const store = () => deploymentStore(database.sql);
  const remember = (events: SourceEvent[], connectionId = 'gh') =>
    rememberStore(database.sql).remember(connectionId, { ...emptyBatch, events }, 0);
  const found = async (filter: DeploymentFilter, more = {}) =>
    (await store().list(['gh'], filter, { limit: 10, ...more })).map(({ id }) => id.slice(3)).join('');

  it.each<[DeploymentFilter, string]>([
    [{}, 'abc'],
    [{ status: 'failed' }, 'b'],
    [{ service: 'web' }, 'c'],
    [{ environment: 'production' }, 'ac'],
    [{ environment: 'staging', author: 'sofia' }, 'b'],
    [{ text: 'POOL sofia' }, 'a'],
    [{ text: "50% o'clock_" }, 'c'],
    [{ text: 'v2.31 A41C9E2' }, 'b'],
    [{ text: '   ' }, 'abc'],
    [{ service: 'web', text: 'sofia' }, ''],
  ])('finds by %o those that fulfil all of it, newest first', async (filter, ids) => {
    await remember([
      deploy('c', 7, { service: 'web', author: 'lena', message: "At 50% o'clock_" }),
      deploy('a', 9, { message: 'Raise DB pool' }),
      deploy('b', 8, { environment: 'staging', status: 'failed', version: 'v2.31.0' }),
    ]);
    await remember([deploy('x', 10)], 'no longer watched');

    expect(await found(filter)).toBe(ids);
  });

  it('counts by environment what fulfils the rest of the filter', async () => {
    await remember([
      deploy('a', 1),
      deploy('b', 2, { environment: 'staging' }),
      deploy('c', 3, { environment: 'staging', author: 'lena' }),
    ]);

    expect(await store().counts(['gh'], { environment: 'production' })).toEqual({
      ...{ production: 1, staging: 2, preview: 0 },
    });
    expect(await store().counts(['gh'], { author: 'lena' })).toEqual({
      ...{ production: 0, staging: 1, preview: 0 },
    });
  });

  it('goes on where a page ended, also among those that began at the same moment', async () => {
    await remember(['a', 'b', 'c', 'd', 'e'].map((id, i) => deploy(id, i < 4 ? 6 : 5)));
    const place = (id: string) => ({ at: 6 * 60 * minute, id: `gh:${id}` });

    expect(await found({}, { before: place('b') })).toBe('cde');
    expect(await found({}, { until: place('b') })).toBe('ab');
    expect(await found({}, { before: place('a'), until: place('c') })).toBe('bc');
  });

  it('offers what there is to choose from once, by name', async () => {
    await remember([deploy('a', 1), deploy('b', 2, { service: 'web', author: 'lena' }), deploy('c', 3)]);

    expect(await store().choices(['gh'])).toEqual({ services: ['api', 'web'], authors: ['lena', 'sofia'] });
  });

  it('takes the middle of what went well in that environment for usual, and nothing where nothing did', async () => {
    const took = (id: string, minutes: number, more: Partial<DeploymentData> = {}) =>
      deploy(id, 1, { finishedAt: 60 * minute + minutes * minute, ...more });
    await remember([
      ...[took('a', 1), took('b', 3), took('c', 90)],
      took('failed', 500, { status: 'failed' }),
      took('going', 0, { status: 'running', finishedAt: null }),
      took('staging', 7, { environment: 'staging' }),
      took('web', 7, { service: 'web', status: 'failed' }),
    ]);
    const at = (service: string, environment: string) => ({
      ...{ resourceId: `github:repository:${service}`, environment },
    });
    const usual = await store().usual([at('api', 'production'), at('web', 'production')]);

    expect([...usual]).toEqual([[placeOf(at('api', 'production')), 3 * minute]]);
  });
});
