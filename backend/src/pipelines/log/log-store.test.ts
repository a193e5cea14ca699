import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../platform/database/database.ts';
import { testDatabases } from '../../platform/database/testing.ts';
import { SourceError, type SourceLog } from '../../sources/source.ts';
import { createLogKeeper, type Job } from './log-keeper.ts';
import { logStore } from './log-store.ts';

const hour = 3_600_000;
const now = 1_790_000_000_000;
const job: Job = {
  logRef: 'api/71',
  rawStatus: 'failure',
  startedAt: now - 2 * hour,
  finishedAt: now - hour,
};
const text = Array.from({ length: 5_000 }, (_, i) => `2026-11-24T10:00:00Z line ${i + 1}`).join('\n');

describe.each(testDatabases)('kept logs on %s', (_engine, open) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  }, 60_000);
  beforeEach(() => database.sql.execute(sql`delete from job_log`));
  afterAll(() => database.close());

  function world({ mostBytes = 1e9, at = now }: { mostBytes?: number; at?: number } = {}) {
    const asked: string[] = [];
    const answers: (SourceLog | Error)[] = [];
    const connection = {
      check: async () => undefined,
      collect: async () => Promise.reject(new Error('not asked here')),
      log: async (ref: string) => {
        asked.push(ref);
        const answer = answers.shift() ?? { state: 'text' as const, text };
        if (answer instanceof Error) throw answer;
        return answer;
      },
    };
    const store = logStore(database.sql);
    const keeper = createLogKeeper({
      store,
      connection: () => connection,
      now: () => at,
      mostBytes,
      keepMs: () => 400 * 24 * hour,
    });
    const read = (ref = 'api/71', of: Partial<Job> = {}) =>
      keeper.read('github', { ...job, ...of, logRef: ref });
    return { asked, answers, store, keeper, read };
  }
  const count = async (table: string) =>
    (await database.sql.execute(sql`select 1 from ${sql.identifier(table)}`)).rows.length;

  it('asks the source once, however many people open a log, and never again', async () => {
    const { asked, read } = world();
    const found = await Promise.all([read(), read(), read()]);
    expect(await read()).toEqual(found[0]);

    expect(asked).toEqual(['api/71']);
    expect(found[0]).toMatchObject({ state: 'kept', keptAt: now, outline: { lines: 5_000 } });
  });

  it('gives back the lines that are asked for, and only their chunks', async () => {
    const { read, store } = world();
    const log = await read();
    const numbers: number[] = [];
    if (log.state === 'kept')
      for await (const { firstLine, lines } of store.chunks(log.id, 1_999, 2_001))
        numbers.push(firstLine, lines.length);

    expect(numbers).toEqual([1, 2_000, 2_001, 2_000]);
    expect(await count('job_log_chunk')).toBe(3);
  });

  it('reads a kept log when the source has forgotten it', async () => {
    await world().read();
    const later = world({ at: now + 200 * 24 * hour });
    later.answers.push({ state: 'gone', reason: 'deleted' });

    expect(await later.read()).toMatchObject({ state: 'kept' });
    expect(later.asked).toEqual([]);
  });

  it('does not ask for the log of a job that has not ended, or was skipped', async () => {
    const { asked, read } = world();

    expect(await read('a', { finishedAt: null })).toMatchObject({
      state: 'waiting',
      reason: expect.stringContaining('still running'),
    });
    expect(await read('b', { startedAt: null, finishedAt: null })).toMatchObject({ state: 'waiting' });
    expect(await read('c', { rawStatus: 'skipped' })).toMatchObject({ state: 'gone' });
    expect(asked).toEqual([]);
  });

  it('remembers that a log is gone, but waits for one whose job has just ended', async () => {
    const { asked, answers, read } = world();
    const gone = { state: 'gone' as const, reason: 'deleted' };
    answers.push(gone, gone);

    expect(await read('old')).toEqual(gone);
    expect(await read('old')).toEqual(gone);
    expect(await read('new', { finishedAt: now - 1_000 })).toMatchObject({ state: 'waiting' });
    expect(await read('new', { finishedAt: now - 1_000 })).toMatchObject({ state: 'kept' });
    expect(asked).toEqual(['old', 'new', 'new']);
  });

  it('asks again after a failure', async () => {
    const { answers, read } = world();
    answers.push(new SourceError('unreachable', 'No answer'));

    await expect(read()).rejects.toThrow('No answer');
    expect(await read()).toMatchObject({ state: 'kept' });
  });

  it('drops the oldest logs with their lines when all of them together are too large', async () => {
    await world({ at: now - hour }).read('first');
    await world().read('second');
    const { rows } = await database.sql.execute<{ size: string }>(
      sql`select stored_bytes as size from job_log where ref = 'first'`,
    );
    const full = world({ at: now + hour, mostBytes: 2.5 * Number(rows[0]?.size) });
    await full.read('third');

    const key = (ref: string) => ({ connectionId: 'github', ref });
    const known = await full.store.knownRefs(['first', 'second', 'third'].map(key));
    expect([...known].sort()).toEqual(['github second', 'github third']);
    expect(await count('job_log_chunk')).toBe(6);
  });

  it('says so when one log is larger than all may be', async () => {
    await expect(world({ mostBytes: 10 }).read()).rejects.toThrow('larger than all logs together');
  });

  it('drops what is older than logs are kept', async () => {
    await world().read();
    await world({ at: now + 401 * 24 * hour }).keeper.expire();

    expect(await count('job_log')).toBe(0);
    expect(await count('job_log_chunk')).toBe(0);
  });
});
