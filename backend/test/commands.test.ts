import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempt } from '../src/identity/audit/attempt.fixture.ts';
import { auditStore } from '../src/identity/audit/store.ts';
import { type Database, openPglite } from '../src/platform/database/database.ts';
import { migrate } from '../src/platform/database/migrate.ts';
import { lockFolder } from '../src/platform/lock/folder-lock.ts';
import { openSealing } from '../src/platform/sealing/sealing.ts';
import { checkSealing } from '../src/settings/check-sealing.ts';
import { readSecret, replaceSecret } from '../src/settings/secrets.ts';

const backend = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'commands-'));
const file = join(folder, 'sealing-key');
const secret = { name: 'MAIL', value: 'secret of MAIL', at: 0, by: 'Priya' };
const sealingOf = () => openSealing({ file });

interface Ended {
  readonly code: unknown;
  readonly said: string;
}

/** A command as a person would type it. */
function run(command: string, args: readonly string[] = [], dataDir = folder): Promise<Ended> {
  const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', SEALING_KEY: '', SEALING_KEYS_OLD: '' };
  const argv = [join(backend, 'src', `${command}.ts`), ...args];
  return new Promise((resolve) =>
    execFile(process.execPath, argv, { env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, said: stdout + stderr }),
    ),
  );
}

async function withDatabase<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openPglite(join(folder, 'database'));
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const context = ({ sql }: Database) => ({ database: sql, sealing: sealingOf(), environment: {} });

describe('commands of the console', { timeout: 60_000 }, () => {
  beforeAll(() =>
    withDatabase(async (database) => {
      await migrate(database, join(backend, 'migrations'));
      await checkSealing({ database: database.sql, sealing: sealingOf(), now: 0 });
      await replaceSecret(secret, context(database));
      for (let i = 0; i < 3; i++) await auditStore(database.sql).append(attempt());
    }),
  );
  afterAll(() => rmSync(folder, { recursive: true }));

  it('audit:verify prints rows, head and time, and finds what was broken later', async () => {
    const whole = await run('audit-verify');
    expect(whole.code, whole.said).toBe(0);
    expect(whole.said).toMatch(
      /^default: 3 rows, unbroken, verified in \d+ ms\n {2}head default:3:[0-9a-f]{64}\n/,
    );
    const [noted = ''] = /default:3:[0-9a-f]{64}/.exec(whole.said) ?? [];
    expect((await run('audit-verify', ['--noted', noted])).code).toBe(0);
    const other = await run('audit-verify', ['--noted', noted.replace(/.{8}$/, '00000000')]);
    expect(other).toMatchObject({ code: 1, said: expect.stringContaining('BROKEN at row 3') });

    await withDatabase(async ({ sql: database }) => {
      await database.execute(sql`alter table audit disable trigger user`);
      await database.execute(sql`update audit set outcome = 'refused' where seq = 2`);
    });
    const broken = await run('audit-verify');
    expect(broken.code).toBe(1);
    expect(broken.said).toContain('default: BROKEN at row 2: it is not what was recorded (altered, found in');
  });

  it('secrets:rotate seals everything under a key that was added, and records that', async () => {
    const before = sealingOf().keyId;
    expect(await run('rotate-secrets', ['--new-key'])).toMatchObject({ code: 0 });
    expect(sealingOf().keyIds).toEqual([expect.not.stringContaining(before), before]);

    const rotated = await run('rotate-secrets');

    expect(rotated.said).toContain(`1 secrets sealed anew under ${sealingOf().keyId}, 0 left`);
    expect(rotated.code).toBe(0);
    await withDatabase(async (database) => {
      expect(await readSecret('MAIL', context(database))).toBe('secret of MAIL');
      const [row] = await auditStore(database.sql).list({ action: 'secret.rotate', limit: 1 });
      expect(row).toMatchObject({ actor: { kind: 'system' }, detail: { resealed: 1, left: 0 } });
    });
  });

  it('secrets:rotate refuses a wrong key, and removes what a lost one sealed only when told to', async () => {
    rmSync(file);
    const refused = await run('rotate-secrets');
    expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('Nothing was changed.') });
    expect(refused.said).not.toContain('    at ');

    const forgotten = await run('rotate-secrets', ['--forget-lost']);

    expect(forgotten).toMatchObject({
      code: 0,
      said: expect.stringContaining('1 secrets whose key is lost'),
    });
    await withDatabase(async ({ sql: database }) => {
      const [row] = await auditStore(database).list({ action: 'secret.forget', limit: 1 });
      expect(row).toMatchObject({ target: 'MAIL' });
    });
  });

  it.each(['audit-verify', 'rotate-secrets'])(
    '%s says in plain words that the folder is in use',
    async (name) => {
      const unlock = lockFolder(folder);
      const { code, said } = await run(name);
      unlock();

      expect(code).toBe(1);
      expect(said).toMatch(
        /is already used by process \d+ on .*\n(?:While it runs, use|Stop it for a moment)/,
      );
      expect(said).not.toContain('    at ');
    },
  );

  it('makes no database where there is none', async () => {
    const { code, said } = await run('audit-verify', [], join(folder, 'elsewhere'));

    expect(code).toBe(1);
    expect(said).toContain('There is no database in');
  });

  it('explains an option that it does not know', async () => {
    expect(await run('audit-verify', ['--nonsense'])).toMatchObject({
      code: 1,
      said: expect.stringContaining("Unknown option '--nonsense'"),
    });
  });
});
