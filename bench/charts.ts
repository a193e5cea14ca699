// P5 and P6: charts over 24 h, 7 d and 30 d of a 30 s series, and what a sample costs to keep, beside Prometheus.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { type Database, openPglite, openPostgres } from '../backend/src/platform/database/database.ts';
import { migrate } from '../backend/src/platform/database/migrate.ts';
import { rememberStore } from '../backend/src/signals/remember-store.ts';
import { sampleStore } from '../backend/src/signals/sample-store.ts';
import { seal } from '../backend/src/signals/seal-store.ts';
import { emptyBatch } from '../backend/src/signals/testing.ts';
import { startPostgres } from '../scripts/postgres.mjs';
import { cpuOfProcesses, processesUnder } from './process-cpu.ts';
import { startPrometheus } from './prometheus.ts';
import { type Answer, median, printTable } from './table.ts';

const day = 86_400_000;
const stepMs = 30_000;
const series = 8;
const to = Math.floor(Date.now() / 3_600_000) * 3_600_000;
const from = to - 30 * day;
const ranges = [
  ['24 h', day],
  ['7 d', 7 * day],
  ['30 d', 30 * day],
] as const;
const queries = 60;

interface Reader {
  readonly name: string;
  chart(index: number, rangeMs: number): Promise<number>;
  /** CPU seconds spent so far by whoever answers, client included. */
  cpu(): number;
  bytesPerSample: number;
  close(): Promise<void>;
}

/** A noisy percentage with two decimals, read every 30 s with a jitter of some ms. */
function reading(index: number, n: number): { at: number; value: number } {
  const noise = Math.sin(n * 12.9898 + index * 78.233) * 43_758.5453;
  const value = 40 + 25 * Math.sin(n / 460 + index) + 8 * (noise - Math.floor(noise));
  return { at: from + n * stepMs + ((n * 7 + index) % 20), value: Math.round(value * 100) / 100 };
}

const count = (to - from) / stepMs - 2;

async function fill(database: Database): Promise<number> {
  await migrate(database, join(import.meta.dirname, '..', 'backend', 'migrations'));
  for (let index = 0; index < series; index++)
    for (let n = 0; n < count; n += 20_000) {
      const samples = Array.from({ length: Math.min(20_000, count - n) }, (_, i) => ({
        resourceId: `host-${index}`,
        metric: 'cpu.percent',
        ...reading(index, n + i),
      }));
      await rememberStore(database.sql).remember('bench', { ...emptyBatch, samples }, to);
      await seal(database.sql, to);
    }
  await database.sql.execute(sql`vacuum full sample`);
  await database.sql.execute(sql`vacuum full sample_chunk`);
  const { rows } = await database.sql.execute<{ bytes: string }>(sql`
    select pg_total_relation_size('sample') + pg_total_relation_size('sample_chunk')
      + pg_total_relation_size('series') as bytes`);
  return Number(rows[0]?.bytes) / (series * count);
}

async function ours(name: string, database: Database, cpu: () => number): Promise<Reader> {
  const bytesPerSample = await fill(database);
  const store = sampleStore(database.sql);
  return {
    name,
    bytesPerSample,
    cpu,
    async chart(index, rangeMs) {
      const chart = await store.chart(
        { resourceId: `host-${index}`, metric: 'cpu.percent' },
        { from: to - rangeMs, to },
      );
      return chart?.points.length ?? 0;
    },
    close: () => database.close(),
  };
}

const own = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

async function measure({ chart, cpu }: Reader, rangeMs: number) {
  const times: number[] = [];
  const before = cpu();
  for (let i = 0; i < queries; i++) {
    const startedAt = performance.now();
    const points = await chart(i % series, rangeMs);
    if (points === 0 || points > 500) throw new Error(`${points} points`);
    times.push(performance.now() - startedAt);
  }
  const sorted = times.toSorted((a, b) => a - b);
  return { cpuMs: ((cpu() - before) / queries) * 1_000, p95: sorted[Math.floor(queries * 0.95)] ?? 0 };
}

async function compare(readers: readonly Reader[], peer: Reader | undefined): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const [label, rangeMs] of ranges) {
    const rounds = new Map(
      [...readers, ...(peer ? [peer] : [])].map((one) => [one, [] as { cpuMs: number; p95: number }[]]),
    );
    for (let round = 0; round < 4; round++)
      for (const [reader, list] of rounds) {
        const result = await measure(reader, rangeMs);
        if (round > 0) list.push(result);
      }
    const middle = (reader: Reader, what: 'cpuMs' | 'p95') =>
      median((rounds.get(reader) ?? []).map((one) => one[what]));
    for (const reader of readers)
      for (const what of ['cpuMs', 'p95'] as const) {
        const mine = middle(reader, what);
        const theirs = peer ? middle(peer, what) : Number.NaN;
        answers.push({
          question: `P5 ${label} ${reader.name} ${what === 'cpuMs' ? 'CPU' : 'p95'}`,
          ours: `${mine.toFixed(2)} ms`,
          peer: peer ? `Prometheus ${theirs.toFixed(2)} ms` : 'no Prometheus here',
          limit: '',
          ratio: mine / theirs,
          goal: '≤ 0.5 (stretch 0.25)',
          reached: mine / theirs <= 0.5,
        });
      }
  }
  return answers;
}

const folder = mkdtempSync(join(tmpdir(), 'smartops-bench-'));
const postgres = await startPostgres();
const prometheus = await startPrometheus({ folder, series, count, reading });
const readers = [await ours('PGlite', await openPglite(join(folder, 'pglite')), own)];
if (postgres) {
  const pids = processesUnder(postgres.pid);
  readers.push(
    await ours(
      'PostgreSQL',
      openPostgres(postgres.url),
      () => own() + cpuOfProcesses([...pids, ...processesUnder(postgres.pid)]),
    ),
  );
}
try {
  const answers = await compare(
    readers,
    prometheus && { name: 'Prometheus', ...prometheus, chart: prometheus.chart(to) },
  );
  for (const { name, bytesPerSample } of readers)
    answers.push({
      question: `P6 bytes a sample with roll-ups, ${name}`,
      ours: `${bytesPerSample.toFixed(2)} B`,
      peer: prometheus ? `Prometheus ${prometheus.bytesPerSample.toFixed(2)} B` : 'no Prometheus here',
      limit: 'one row a sample 90 B',
      ratio: bytesPerSample / (prometheus?.bytesPerSample ?? 6.6),
      goal: '≤ 5 B (stretch 2.5)',
      reached: bytesPerSample <= 5,
    });
  printTable(answers);
} finally {
  for (const reader of readers) await reader.close();
  await prometheus?.close();
  postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}
