import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { bigint, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openPglite, openPostgres, type Patience } from './database.ts';

const account = pgTable('account', { id: integer().primaryKey(), balance: integer().notNull() });
const note = pgTable('note', {
  id: text().primaryKey(),
  at: timestamp({ withTimezone: true }).notNull(),
  size: bigint({ mode: 'bigint' }).notNull(),
  body: jsonb().notNull(),
});

const folder = mkdtempSync(join(tmpdir(), 'pglite-'));
const url = process.env.TEST_DATABASE_URL;
const engines: [string, (patience?: Patience) => Database | Promise<Database>][] = [
  ['pglite', (patience) => openPglite(folder, patience)],
];
if (url) engines.push(['postgresql', (patience) => openPostgres(url, patience)]);

afterAll(() => rmSync(folder, { recursive: true }));

describe.each(engines)('%s', (_name, open) => {
  let database: Database;

  beforeAll(async () => {
    database = await open({ connectionMs: 500 });
    await database.sql.execute(sql`
      drop table if exists account; drop table if exists note;
      create table account (id int primary key, balance int not null check (balance >= 0));
      create table note (id text primary key, at timestamptz not null, size bigint not null, body jsonb not null);
      insert into account values (1, 100), (2, 100)`);
  });

  afterAll(() => database.close());

  const balances = async () =>
    (await database.sql.select().from(account).orderBy(account.id)).map((row) => row.balance);

  async function transfer(amount: number): Promise<void> {
    await database.sql.transaction(async (tx) => {
      const [from] = await tx.select().from(account).where(sql`id = 1`).for('update');
      await tx
        .update(account)
        .set({ balance: (from?.balance ?? 0) - amount })
        .where(sql`id = 1`);
      await tx
        .update(account)
        .set({ balance: sql`balance + ${amount}` })
        .where(sql`id = 2`);
    });
  }

  it('gives back what was stored', async () => {
    const row = { id: 'a', at: new Date(1.7e12), size: 2n ** 60n, body: { nested: [1, null, 'é'] } };

    await database.sql.insert(note).values(row);

    expect(await database.sql.select().from(note)).toEqual([row]);
  });

  it('speaks bytes, arrays and exact integers', async () => {
    const { rows } = await database.sql.execute(sql`select ${Buffer.from([0, 255])}::bytea as bytes,
      ${sql.param([0.1, 2])}::float8[] as floats, ${2n ** 60n}::bigint as big, 7::int as small, null as nothing`);

    expect(rows).toEqual([
      { bytes: Buffer.from([0, 255]), floats: [0.1, 2], big: '1152921504606846976', small: 7, nothing: null },
    ]);
  });

  it('names the rule that a statement broke, and works on', async () => {
    const broken = database.sql.insert(account).values({ id: 1, balance: 5 });

    await expect(broken).rejects.toMatchObject({ cause: { code: '23505', constraint: 'account_pkey' } });
    await expect(database.sql.execute(sql`selec 1`)).rejects.toMatchObject({ cause: { code: '42601' } });
    expect(await balances()).toEqual([100, 100]);
  });

  it('keeps transactions apart', async () => {
    const seen: number[] = [];
    const watch = async () => {
      const [row] = (await database.sql.execute<{ sum: string }>(sql`select sum(balance) from account`)).rows;
      seen.push(Number(row?.sum));
    };

    await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? watch() : transfer(1))));

    expect(await balances()).toEqual([90, 110]);
    expect(new Set(seen)).toEqual(new Set([200]));
  });

  it('takes back a transaction that fails half-way', async () => {
    const before = await balances();

    await expect(transfer(1_000)).rejects.toMatchObject({ cause: { code: '23514' } });

    expect(await balances()).toEqual(before);
  });

  it('takes back only the inner part when a savepoint fails', async () => {
    const [first, second] = await balances();
    await database.sql.transaction(async (tx) => {
      await tx.execute(sql`update account set balance = balance - 1 where id = 1`);
      await tx.transaction((inner) => inner.execute(sql`select 1 / 0`)).catch(() => {});
    });

    expect(await balances()).toEqual([(first ?? 0) - 1, second]);
  });

  it('plans a statement once a connection, and works on with a new one after a failure', async () => {
    const planned = async () =>
      (
        await database.sql.execute(
          sql`select name from pg_prepared_statements where statement like ${'%pg_prepared_statements%'}`,
        )
      ).rows.length;
    expect(await planned()).toBe(1);
    expect(await planned()).toBe(1);

    await expect(database.sql.execute(sql`select 1 / ${0}::int`)).rejects.toThrow();

    expect(await planned()).toBe(1);
  });

  it('stops a statement that runs too long inside a transaction and works on', async () => {
    await database.close();
    database = await open({ statementMs: 300 });
    const before = await balances();
    const startedAt = performance.now();

    const stuck = database.sql.transaction(async (tx) => {
      await tx.execute(sql`update account set balance = 0`);
      await tx.execute(sql`select count(*) from generate_series(1, 1e9::bigint)`);
    });

    await expect(stuck).rejects.toThrow();
    expect(await balances()).toEqual(before);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it('stops a statement that runs too long and keeps what was committed', async () => {
    const before = await balances();
    await database.close();
    const impatient = await open({ statementMs: 300 });
    const startedAt = performance.now();

    const endless = impatient.sql.execute(sql`select count(*) from generate_series(1, 1e9::bigint)`);

    await expect(endless).rejects.toThrow();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    await impatient.close();
    database = await open({ connectionMs: 500 });
    expect(await balances()).toEqual(before);
  });
});

it('says so instead of waiting for ever when a transaction waits for a query outside itself', async () => {
  const database = await openPglite('memory://', { connectionMs: 100 });
  await database.sql.execute(sql`select 1`);

  const stuck = database.sql.transaction(() => database.sql.execute(sql`select 1`));

  await expect(stuck).rejects.toMatchObject({ cause: { message: expect.stringContaining('timeout') } });
  await database.close();
});
