import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../platform/database/database.ts';
import { testDatabases } from '../platform/database/testing.ts';
import type { StoredScan } from './check.ts';
import { scanStore } from './store.ts';

const scan = (id: string, more: Partial<StoredScan> = {}): StoredScan => ({
  id,
  checkId: 'aws.public-bucket',
  connectionId: 'aws',
  status: 'failed',
  severity: 'error',
  resource: '3 looked at',
  at: 1_000,
  findings: [{ resource: 'logs', message: 'does not block public access' }],
  ...more,
});

describe.each(testDatabases)('scans on %s', (_engine, open) => {
  let database: Database;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  it('answers with the last run of each check on each connection, newest first', async () => {
    const store = scanStore(database.sql);
    const newest = scan('b', { at: 2_000, status: 'passed', findings: [] });
    const other = scan('c', { connectionId: 'aws:demo', at: 3_000 });
    for (const one of [scan('a'), newest, other]) await store.save(one);

    expect(await store.latest()).toEqual([other, newest]);
  });
});
