import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../platform/database/database.ts';
import { testDatabases } from '../platform/database/testing.ts';
import { openSealing } from '../platform/sealing/sealing.ts';
import { expireSettings } from './expire.ts';
import { secretStore } from './secret-store.ts';
import { replaceSecret } from './secrets.ts';
import { settingStore } from './setting-store.ts';

const day = 86_400_000;
const now = 100 * day;
const sealing = openSealing({ keyText: Buffer.alloc(32, 5).toString('base64'), file: '' });

describe.each(testDatabases)('what is too old to be undone, on %s', { timeout: 60_000 }, (_, open) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  }, 60_000);
  afterAll(() => database.close());

  it('goes with the secrets that only it could bring back; what stands, and what others sealed, stays', async () => {
    const store = settingStore(database.sql);
    const seal = (name: string, at: number) =>
      replaceSecret(
        { name, value: 'a secret', at, by: 'ada' },
        { database: database.sql, sealing, environment: {} },
      );
    const save = (id: string, at: number) => store.addSave({ id, at, by: 'ada', what: id, undoneBy: null });
    const document = (secret: string) => ({ kind: 'evm', secrets: { rpcUrl: { name: secret, hint: null } } });
    for (const [index, at] of [1 * day, 40 * day, 90 * day].entries()) {
      const secret = `connection/evm:a/rpcUrl/${index}`;
      await seal(secret, at);
      await save(`save-${index}`, at);
      await store.write({ name: 'connection:evm:a', was: index, value: document(secret) }, `save-${index}`);
    }
    const trace = (name: string) => ({
      subject: 'channel:a',
      version: 1,
      before: { channel: null, url: name },
    });
    await seal('channel/a/old', day);
    await store.addTraces('save-0', [trace('channel/a/old')]);
    await seal('channel/a/new', day);
    await store.addTraces('save-2', [trace('channel/a/new')]);
    await seal('auth-secret', day);
    await save('kept', day);
    await store.write({ name: 'general', was: 0, value: {} }, 'kept');
    await expireSettings(database.sql, now);

    expect((await store.saves(10)).map(({ id }) => id)).toEqual(['save-2']);
    expect((await secretStore(database.sql).list()).map(({ name }) => name)).toEqual([
      'auth-secret',
      'channel/a/new',
      'connection/evm:a/rpcUrl/2',
    ]);
    expect(await store.tracesOf('save-0')).toEqual([]);
    expect(await store.tracesOf('save-2')).toHaveLength(1);
    expect(await store.find('general')).toMatchObject({ version: 1, value: {} });
    expect(await store.write({ name: 'general', was: 0, value: {} }, 'late')).toBe(false);
  });
});
