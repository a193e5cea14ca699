import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../platform/database/database.ts';
import { testDatabases } from '../platform/database/testing.ts';
import { AppError, ConflictError, NotFoundError } from '../platform/errors.ts';
import { BrokenSealError, WrongKeyError } from '../platform/sealing/errors.ts';
import { newKeyText } from '../platform/sealing/key.ts';
import { openSealing } from '../platform/sealing/sealing.ts';
import { listSecrets, readSecret, removeSecret, replaceSecret, type SecretContext } from './secrets.ts';

const now = 1_700_000_000_000;
const sealing = openSealing({ keyText: newKeyText(), file: '/nonexistent' });

describe.each(testDatabases)('secrets on %s', (_engine, open) => {
  let database: Database;
  let context: SecretContext;

  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    await database.sql.execute(sql`truncate secret`);
    context = { database: database.sql, sealing, environment: {}, workspace: randomUUID() };
  });
  afterAll(() => database.close());

  const replace = (name: string, value: string, more: Partial<SecretContext> = {}) =>
    replaceSecret({ name, value, at: now, by: 'Priya Nair' }, { ...context, ...more });
  const stored = async () =>
    JSON.stringify(
      (await database.sql.execute(sql`select secret, encode(sealed, 'escape') from secret`)).rows,
    );

  it('gives a secret back to the one who uses it, and the last one wins', async () => {
    await replace('SLACK_WEBHOOK', 'https://hooks.example/first');
    await replace('SLACK_WEBHOOK', 'https://hooks.example/zweite-ü');

    expect(await readSecret('SLACK_WEBHOOK', context)).toBe('https://hooks.example/zweite-ü');
    expect(await readSecret('OTHER', context)).toBeUndefined();
  });

  it('never shows a secret, in the database or in a list', async () => {
    await replace('SLACK_WEBHOOK', 'canary-in-plain-text');

    expect(await stored()).not.toContain('canary-in-plain-text');
    expect(await listSecrets(context)).toEqual([
      { name: 'SLACK_WEBHOOK', sealedAt: now, sealedBy: 'Priya Nair', keyId: sealing.keyId, locked: false },
    ]);
  });

  it('lets the environment win, and locks what it sets', async () => {
    await replace('GITHUB_TOKEN', 'stored');
    await replace('MAIL', 'stored');
    const environment = {
      GITHUB_TOKEN: 'from the environment',
      AWS_SECRET: 'too',
      MAIL: '',
      OTHER: undefined,
    };
    const locked = { ...context, environment };

    expect(await readSecret('GITHUB_TOKEN', locked)).toBe('from the environment');
    expect(await readSecret('AWS_SECRET', locked)).toBe('too');
    expect(await readSecret('MAIL', locked)).toBe('stored');
    expect(await listSecrets(locked)).toMatchObject([
      { name: 'AWS_SECRET', locked: true, sealedAt: null },
      { name: 'GITHUB_TOKEN', locked: true, sealedAt: now },
      { name: 'MAIL', locked: false },
    ]);
    await expect(replace('GITHUB_TOKEN', 'new', locked)).rejects.toThrow(ConflictError);
    expect(await readSecret('GITHUB_TOKEN', context)).toBe('stored');
  });

  it('removes a secret once', async () => {
    await replace('MAIL', 'x');
    await removeSecret('MAIL', context);

    expect(await readSecret('MAIL', context)).toBeUndefined();
    await expect(removeSecret('MAIL', context)).rejects.toThrow(NotFoundError);
  });

  it('keeps workspaces apart', async () => {
    const other = { ...context, workspace: randomUUID() };
    await replace('MAIL', 'mine');
    await replace('MAIL', 'theirs', other);
    await removeSecret('MAIL', other);

    expect(await readSecret('MAIL', context)).toBe('mine');
    expect(await listSecrets(other)).toEqual([]);
  });

  it.each([sql`name = 'B'`, sql`workspace_id = 'other'`])('opens no secret that was moved', async (move) => {
    await replace('A', 'secret of A');
    await database.sql.execute(sql`update secret set ${move} where name = 'A'`);
    const { rows } = await database.sql.execute<{ workspace_id: string; name: string }>(
      sql`select * from secret`,
    );
    const [{ workspace_id: workspace, name } = { workspace_id: '', name: '' }] = rows;

    await expect(readSecret(name, { ...context, workspace })).rejects.toThrow(BrokenSealError);
  });

  it('says that the key is the wrong one, and destroys nothing', async () => {
    await replace('MAIL', 'x');
    const wrong = { ...context, sealing: openSealing({ keyText: newKeyText(), file: '/nonexistent' }) };

    await expect(readSecret('MAIL', wrong)).rejects.toThrow(WrongKeyError);
    expect(await readSecret('MAIL', context)).toBe('x');
  });

  it.each([
    ['', 'x'],
    ['no spaces', 'x'],
    ['null\0', 'x'],
    ['n'.repeat(201), 'x'],
    ['A', ''],
    ['A', 'x'.repeat(64_001)],
    ['A', 'half a pair \ud800'],
  ])('refuses what cannot be a secret: %j', async (name, value) => {
    await expect(replace(name, value)).rejects.toThrow(AppError);
    expect(await listSecrets(context)).toEqual([]);
  });

  it('finds no secret under the name of what every object has', async () => {
    expect(await readSecret('constructor', context)).toBeUndefined();
    expect((await replace('__proto__', 'x')).locked).toBe(false);
  });
});
