import { randomUUID } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../platform/database/database.ts';
import { testDatabases } from '../../platform/database/testing.ts';
import { attempt } from './attempt.fixture.ts';
import { hashOf } from './chain.ts';
import { type AuditStore, auditStore } from './store.ts';
import { verifyAudit } from './verify.ts';

describe.each(testDatabases)('verifying on %s', (_engine, open) => {
  let database: Database;
  let store: AuditStore;

  beforeAll(async () => {
    database = await open();
    // Somebody with every right in the database.
    await database.sql.execute(sql`alter table audit disable trigger user`);
    await database.sql.execute(sql`alter table audit_head disable trigger user`);
  });
  beforeEach(async () => {
    store = auditStore(database.sql, randomUUID());
    for (let at = 1; at <= 5; at++) await store.append(attempt({ at, outcome: 'refused' }));
  });
  afterAll(() => database.close());

  const tamper = (statement: SQL) =>
    database.sql.execute(sql`${statement} and workspace_id = ${store.workspace}`);
  const verdict = async (noted?: { seq: number; hash: string }) => {
    const { ms: _, ...found } = await verifyAudit(store, noted);
    return found;
  };
  const rowAt = async (seq: number) => {
    const [row] = await store.list({ before: seq + 1, limit: 1 });
    if (row?.seq !== seq) throw new Error(`no row ${seq}`);
    return row;
  };

  it('tells rows and head of an untouched log, and of an empty one', async () => {
    expect(await verdict()).toEqual({ ok: true, rows: 5, head: { seq: 5, hash: (await rowAt(5)).hash } });
    expect(await verifyAudit(auditStore(database.sql, 'empty'))).toMatchObject({ ok: true, rows: 0 });
  });

  it('reads every page of a long log', async () => {
    await database.sql.transaction(async (tx) => {
      for (let i = 0; i < 996; i++) await auditStore(tx, store.workspace).append(attempt());
    });

    expect(await verdict()).toMatchObject({ ok: true, rows: 1_001 });
    await tamper(sql`delete from audit where seq = 1000`);
    expect(await verdict()).toEqual({ ok: false, seq: 1_000, why: 'missing' });
  });

  it.each([
    sql`outcome = 'allowed'`,
    sql`at = at + 1`,
    sql`actor_name = 'Somebody else'`,
    sql`detail = '{"role":"admin"}'`,
    sql`reason = null`,
    sql`version = 2`,
    sql`hash = repeat('0', 64)`,
  ])('finds a field that was changed', async (change) => {
    await tamper(sql`update audit set ${change} where seq = 3`);

    expect(await verdict()).toEqual({ ok: false, seq: 3, why: 'altered' });
  });

  it('finds a row that was changed together with its hash', async () => {
    const hash = hashOf({ ...(await rowAt(3)), outcome: 'allowed' });
    await tamper(sql`update audit set outcome = 'allowed', hash = ${hash} where seq = 3`);

    expect(await verdict()).toEqual({ ok: false, seq: 3, why: 'altered' });
  });

  it('finds the last row changed together with its hash', async () => {
    const hash = hashOf({ ...(await rowAt(5)), outcome: 'allowed' });
    await tamper(sql`update audit set outcome = 'allowed', hash = ${hash} where seq = 5`);

    expect(await verdict()).toEqual({ ok: false, seq: 5, why: 'altered' });
  });

  it('finds a row deleted from the middle, even when the rest moved up', async () => {
    await tamper(sql`delete from audit where seq = 2`);
    expect(await verdict()).toEqual({ ok: false, seq: 2, why: 'missing' });

    for (const seq of [3, 4, 5]) await tamper(sql`update audit set seq = ${seq - 1} where seq = ${seq}`);
    expect(await verdict()).toEqual({ ok: false, seq: 2, why: 'reordered' });
  });

  it('finds a tail that was cut off', async () => {
    await tamper(sql`delete from audit where seq > 3`);

    expect(await verdict()).toEqual({ ok: false, seq: 4, why: 'truncated' });
  });

  it('finds a log that was emptied', async () => {
    await tamper(sql`delete from audit where seq > 0`);

    expect(await verdict()).toEqual({ ok: false, seq: 1, why: 'truncated' });
  });

  it('finds rows that were swapped', async () => {
    await tamper(sql`update audit set seq = case seq when 2 then -3 when 3 then -2 end where seq in (2, 3)`);
    await tamper(sql`update audit set seq = -seq where seq < 0`);

    expect(await verdict()).toEqual({ ok: false, seq: 2, why: 'reordered' });
  });

  it('finds a row that was put in between, even one that follows well', async () => {
    const before = await rowAt(2);
    const row = { ...before, seq: 3, target: 'made up', previousHash: before.hash };
    for (const seq of [5, 4, 3]) await tamper(sql`update audit set seq = ${seq + 1} where seq = ${seq}`);
    await tamper(sql`insert into audit select workspace_id, 3, version, at, actor_kind, actor_id, actor_name, action,
      'made up', outcome, reason, address, request_id, detail, hash, ${hashOf(row)} from audit where seq = 2`);

    expect(await verdict()).toEqual({ ok: false, seq: 4, why: 'reordered' });
  });

  it('finds a row that was put at the end past the head', async () => {
    const last = await rowAt(5);
    const hash = hashOf({ ...last, seq: 6, previousHash: last.hash });
    await tamper(sql`insert into audit select workspace_id, 6, version, at, actor_kind, actor_id, actor_name, action,
      target, outcome, reason, address, request_id, detail, hash, ${hash} from audit where seq = 5`);

    expect(await verdict()).toEqual({ ok: false, seq: 6, why: 'inserted' });
  });

  it('finds a head that is gone, and takes no further attempt then', async () => {
    await tamper(sql`delete from audit_head where seq > 0`);

    expect(await verdict()).toEqual({ ok: false, seq: 1, why: 'inserted' });
    await expect(store.append(attempt())).rejects.toMatchObject({ cause: { constraint: 'audit_pkey' } });
  });

  it('finds a row that came from another workspace', async () => {
    const other = auditStore(database.sql, randomUUID());
    await other.append(attempt());
    await tamper(sql`delete from audit where seq = 1`);
    await database.sql.execute(
      sql`update audit set workspace_id = ${store.workspace} where workspace_id = ${other.workspace}`,
    );

    expect(await verdict()).toEqual({ ok: false, seq: 1, why: 'reordered' });
    expect(await verifyAudit(other)).toMatchObject({ ok: false, seq: 1, why: 'truncated' });
  });

  it('finds a log made up anew, head and all, by an end that was noted before', async () => {
    const noted = await rowAt(5);
    await tamper(sql`delete from audit where seq > 4`);
    const { hash } = await rowAt(4);
    await tamper(sql`update audit_head set seq = 4, hash = ${hash} where seq = 5`);
    expect(await verdict()).toMatchObject({ ok: true, rows: 4 });
    expect(await verdict(noted)).toEqual({ ok: false, seq: 5, why: 'truncated' });

    await store.append(attempt());
    expect(await verdict()).toMatchObject({ ok: true, rows: 5 });
    expect(await verdict(noted)).toEqual({ ok: false, seq: 5, why: 'rewritten' });
  });

  it('goes on judging what was there when it began while more is appended', async () => {
    const [found] = await Promise.all([verdict(), ...[6, 7, 8].map((at) => store.append(attempt({ at })))]);

    expect(found).toMatchObject({ ok: true });
  });
});
