import { type Simulator, startSimulator } from '@smartops/simulator';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LiveRules } from '../src/alerts/rules/live.ts';
import { connecting } from '../src/collector/health.ts';
import { connectionStore } from '../src/collector/store.ts';
import { stepsOver } from '../src/ingestion.ts';
import { ingest } from '../src/pipeline.ts';
import { type OpenDatabase, testDatabases } from '../src/platform/database/testing.ts';
import { openEgress } from '../src/platform/egress/egress.ts';
import { github } from '../src/sources/github/index.ts';

const epoch = Date.parse('2026-03-01T12:00:00Z');
const repositories = ['search-indexer'];
const egress = openEgress({ timeoutMs: 60_000 });
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ seed: 'history', epoch, now: () => epoch });
});
afterAll(async () => {
  await simulator.close();
  await egress.close();
});

/** What each look does: takes its batch in, is told to read nothing older, or dies before its batch is committed. */
type Look = 'reads' | 'stopped' | 'killed';

/** Looks as told, then until all is read; every look by a connection that knows nothing but the cursor. */
async function readHistory(open: OpenDatabase, looks: readonly Look[]) {
  const database = await open();
  try {
    const store = connectionStore(database.sql);
    await store.seed({ id: 'gh', source: 'github', title: 'GitHub', demo: false }, epoch);
    let rounds = 0;
    for (let left = true; left; rounds++) {
      const look = looks[rounds] ?? 'reads';
      await store.setHistory('gh', look === 'stopped' ? 'stopped' : 'reading');
      const lease = await store.lease('gh', { owner: 'test', now: epoch, until: epoch + 1 });
      if (!lease) throw new Error('Nobody else is here');
      const connection = github.connect(
        { owner: 'harbor-goods', repositories, token: 'demo', apiUrl: simulator.githubUrl, historyDays: 8 },
        {
          connectionId: 'gh',
          fetch: egress.fetchConfigured,
          fetchTyped: egress.fetchTyped,
          now: () => epoch,
        },
      );
      const batch = await connection.collect(lease.cursor, new AbortController().signal, lease.history);
      const health = { before: connecting(epoch), after: connecting(epoch) };
      await ingest(batch, health, (work) =>
        database.sql.transaction(async (tx) => {
          const steps = stepsOver(tx, {
            ...{
              connectionId: 'gh',
              fence: lease.fence,
              rules: new LiveRules(),
              isDemo: () => false,
              calmMs: 0,
              now: epoch,
            },
          });
          const done = await work(steps);
          if (look === 'killed') throw new Error('killed');
          return done;
        }),
      ).catch((error: unknown) => {
        if (look !== 'killed') throw error;
      });
      const after = await store.lease('gh', { owner: 'test', now: epoch, until: epoch + 1 });
      left = after?.cursor === undefined || after.cursor.includes('"state":"going"');
    }
    const { rows } = await database.sql.execute(sql`
      select id, kind, outcome, at, md5(data::text) as data from event order by id`);
    return { rows, rounds };
  } finally {
    await database.close();
  }
}

it.each(testDatabases)(
  'is the same rows in one go, stopped half-way and gone on with, and killed at any look, on %s',
  { timeout: 180_000 },
  async (_engine, open) => {
    const whole = await readHistory(open, []);
    const stopped = await readHistory(open, ['reads', 'stopped', 'stopped']);
    const killed = await readHistory(open, ['killed', 'reads', 'killed', 'reads', 'killed']);

    expect(whole.rows.length).toBeGreaterThan(200);
    expect(whole.rounds).toBeGreaterThan(2);
    expect(stopped).toEqual({ rows: whole.rows, rounds: whole.rounds + 2 });
    expect(killed).toEqual({ rows: whole.rows, rounds: whole.rounds + 3 });
  },
);
