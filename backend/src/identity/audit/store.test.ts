import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../platform/database/database.ts';
import { testDatabases } from '../../platform/database/testing.ts';
import { attempt, now } from './attempt.fixture.ts';
import type { AuditFilter, Json } from './attempt.ts';
import { type AuditStore, auditStore } from './store.ts';
import { verifyAudit } from './verify.ts';

describe.each(testDatabases)('the audit log on %s', (_engine, open) => {
  let database: Database;
  let store: AuditStore;

  beforeAll(async () => {
    database = await open();
  });
  // Audit rows cannot be deleted: each test has a workspace of its own.
  beforeEach(() => {
    store = auditStore(database.sql, randomUUID());
  });
  afterAll(() => database.close());

  const seqs = async (filter: AuditFilter = {}) =>
    (await store.list({ ...filter, limit: 100 })).map(({ seq }) => seq);

  it('gives back what was recorded, newest first, a page at a time', async () => {
    const rows = [];
    for (let i = 0; i < 5; i++) rows.unshift(await store.append(attempt({ at: now + i })));

    expect(rows[4]).toMatchObject({ ...attempt(), seq: 1 });
    expect(await store.list({ limit: 3 })).toEqual(rows.slice(0, 3));
    expect(await store.list({ limit: 3, before: 3 })).toEqual(rows.slice(3));
  });

  it('counts 1,000 concurrent attempts without a gap, each following the one before', {
    timeout: 60_000,
  }, async () => {
    await Promise.all(Array.from({ length: 1_000 }, (_, at) => store.append(attempt({ at }))));

    expect(await verifyAudit(store)).toMatchObject({ ok: true, rows: 1_000, head: { seq: 1_000 } });
    const kept = (await store.list({ limit: 2_000 })).map(({ at }) => at);
    expect(new Set(kept).size).toBe(1_000);
  });

  it('keeps workspaces apart', async () => {
    const other = auditStore(database.sql, randomUUID());
    await Promise.all([store.append(attempt()), other.append(attempt()), store.append(attempt())]);

    expect(await verifyAudit(store)).toMatchObject({ ok: true, rows: 2 });
    expect(await verifyAudit(other)).toMatchObject({ ok: true, rows: 1 });
  });

  it('forgets an attempt whose change was taken back, and leaves no gap', async () => {
    await store.append(attempt());
    const failed = database.sql.transaction(async (tx) => {
      await auditStore(tx, store.workspace).append(attempt());
      throw new Error('taken back');
    });
    await expect(failed).rejects.toThrow('taken back');
    await store.append(attempt());

    expect(await seqs()).toEqual([2, 1]);
    expect(await verifyAudit(store)).toMatchObject({ ok: true, rows: 2 });
  });

  it('filters by who, what, outcome, words and time', async () => {
    const mei = { kind: 'person', id: 'u2', name: 'Mei Tan' } as const;
    await store.append(attempt());
    await store.append(attempt({ actor: mei, action: 'rollback.request', outcome: 'refused', at: now + 1 }));
    await store.append(attempt({ action: 'member.remove', target: '100 % of_them', at: now + 2 }));

    expect(await seqs({ actor: 'u2' })).toEqual([2]);
    expect(await seqs({ action: 'member.' })).toEqual([3, 1]);
    expect(await seqs({ outcome: 'refused' })).toEqual([2]);
    expect(await seqs({ text: 'mei t' })).toEqual([2]);
    expect(await seqs({ text: '100 % OF_' })).toEqual([3]);
    expect(await seqs({ text: '%' })).toEqual([3]);
    expect(await seqs({ from: now + 1, to: now + 2 })).toEqual([2]);
    expect(await store.count({ action: 'member.', from: now })).toBe(2);
  });

  it('verifies whatever was recorded', async () => {
    const texts = fc.string({ unit: 'binary' });
    const details = fc.dictionary(texts, fc.jsonValue({ stringUnit: 'binary' }));
    const samples = fc.sample(fc.tuple(texts, details), 100);
    for (const [target, detail] of samples)
      await store.append(attempt({ target, detail: detail as Record<string, Json> }));

    expect(await verifyAudit(store)).toMatchObject({ ok: true, rows: 100 });
  });

  it.each([
    'update audit set target = null',
    'delete from audit',
    'truncate audit',
    'delete from audit_head',
    'truncate audit_head',
    'set local session_replication_role = replica; delete from audit',
  ])('lets nobody change what is recorded: %s', async (statement) => {
    await store.append(attempt());

    const tampering = database.sql.transaction((tx) => tx.execute(sql.raw(statement)));

    await expect(tampering).rejects.toMatchObject({
      cause: { message: 'The audit log is only ever appended to', code: '42501' },
    });
  });
});
