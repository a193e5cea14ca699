import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../platform/database/database.ts';
import { testDatabases } from '../platform/database/testing.ts';
import { SealingError, WrongKeyError } from '../platform/sealing/errors.ts';
import { newKeyText } from '../platform/sealing/key.ts';
import { openSealing, type Sealing } from '../platform/sealing/sealing.ts';
import { checkSealing } from './check-sealing.ts';
import { forgetLostSecrets, rotateSecrets } from './rotate-secrets.ts';
import { sealedStore } from './sealed-store.ts';
import { readSecret, removeSecret, replaceSecret } from './secrets.ts';

const now = 1_700_000_000_000;
const file = '/nonexistent';
const oldText = newKeyText();
const newText = newKeyText();
const older = openSealing({ keyText: oldText, file });
const both = openSealing({ keyText: newText, oldKeyTexts: [oldText], file });
const newer = openSealing({ keyText: newText, file });
const stranger = openSealing({ keyText: newKeyText(), file });

describe.each(testDatabases)('sealing keys on %s', (_engine, open) => {
  let database: Database;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(() => database.sql.execute(sql`truncate secret`));
  afterAll(() => database.close());

  const start = (sealing: Sealing) => checkSealing({ database: database.sql, sealing, now });
  const rotate = (sealing: Sealing) => rotateSecrets({ database: database.sql, sealing });
  const context = (sealing: Sealing, workspace: string) => ({
    database: database.sql,
    sealing,
    workspace,
    environment: {},
  });
  const put = (name: string, sealing = older, workspace = 'default') =>
    replaceSecret({ name, value: `value of ${name}`, at: now, by: 'Priya' }, context(sealing, workspace));
  const read = (name: string, sealing: Sealing, workspace = 'default') =>
    readSecret(name, context(sealing, workspace));
  const table = async () =>
    (await database.sql.execute(sql`select * from secret order by workspace_id, name`)).rows;

  it('starts with the key that it started with before', async () => {
    await start(older);
    const before = await table();
    await put('A');
    await start(older);
    await start(both);

    expect(await table()).toEqual([...before, expect.objectContaining({ name: 'A' })]);
  });

  it('refuses to start with another key, says what to do and writes nothing', async () => {
    await start(older);
    await put('A');
    await put('B');
    const before = await table();

    await expect(start(newer)).rejects.toThrow(WrongKeyError);
    await expect(start(newer)).rejects.toThrow(`another key than ${newer.keyId} (2 under ${older.keyId})`);
    expect(await table()).toEqual(before);
    expect(await read('A', older)).toBe('value of A');
  });

  it('refuses a key that only has the right name', async () => {
    await start(older);
    await put('A');
    const impostor = { ...stranger, keyId: older.keyId, keyIds: [older.keyId] };

    await expect(start(impostor)).rejects.toThrow(WrongKeyError);
  });

  it('takes a new key as long as nothing is sealed', async () => {
    await start(older);
    await start(newer);
    await put('A', newer);

    await start(newer);
    await expect(start(older)).rejects.toThrow(WrongKeyError);
  });

  it('seals everything anew in every workspace, and then needs the old key no more', async () => {
    await start(older);
    await put('A');
    await put('B');
    await put('A', older, 'other');
    await put('C', both);

    expect(await rotate(both)).toEqual({ resealed: 3, left: 0, failed: [] });

    await start(newer);
    expect(await read('A', newer)).toBe('value of A');
    expect(await read('A', newer, 'other')).toBe('value of A');
    expect(await table()).toHaveLength(5);
    expect(await rotate(both)).toEqual({ resealed: 0, left: 0, failed: [] });
  });

  it('goes on where it was stopped', async () => {
    for (const name of ['A', 'B', 'C', 'D']) await put(name);
    let seals = 0;
    const dying: Sealing = {
      ...both,
      seal(plain, place) {
        if (++seals > 2) throw new Error('killed');
        return both.seal(plain, place);
      },
    };
    await expect(rotate(dying)).rejects.toThrow('killed');

    for (const name of ['A', 'B', 'C', 'D']) expect(await read(name, both)).toBe(`value of ${name}`);
    expect(await rotate(both)).toEqual({ resealed: 2, left: 0, failed: [] });
  });

  it('does not bring back a secret that was replaced or removed meanwhile', async () => {
    await put('A');
    const store = sealedStore(database.sql);
    const found = await store.after({ workspace: '', name: '' }, both.keyId);
    if (!found) throw new Error('A is not there');
    const reseal = () => store.reseal(found, both.seal('value of A', found), both.keyId);

    await replaceSecret({ name: 'A', value: 'newer', at: now, by: 'Mei' }, context(older, 'default'));
    expect(await reseal()).toBe(false);
    expect(await read('A', both)).toBe('newer');

    await removeSecret('A', context(older, 'default'));
    expect(await reseal()).toBe(false);
    expect(await read('A', both)).toBeUndefined();
  });

  it('tells what it cannot open, leaves that as it is and seals the rest anew', async () => {
    await put('A', stranger);
    await put('B');

    const { failed, ...counts } = await rotate(both);

    expect(counts).toEqual({ resealed: 1, left: 1 });
    expect(failed).toEqual([
      { workspace: 'default', name: 'A', why: expect.stringContaining(`the key ${stranger.keyId}`) },
    ]);
    expect(await read('A', stranger)).toBe('value of A');
  });

  it('forgets what a lost key sealed only when asked to, and then starts', async () => {
    await start(older);
    await put('A');
    await put('B', newer);
    await expect(start(newer)).rejects.toThrow('--forget-lost');

    expect(await forgetLostSecrets({ database: database.sql, sealing: newer })).toEqual([
      { workspace: 'default', name: 'A' },
    ]);

    await start(newer);
    expect(await read('B', newer)).toBe('value of B');
    await expect(start(older)).rejects.toThrow(SealingError);
  });
});
