// 30 repositories with 1,000 runs and 60 deployments each: how long their past takes, what it costs of the quota and in memory,
// beside the same pages asked for with bare fetch; stopped at a third, gone on with, killed at two thirds, started again.
import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { openPglite } from '../backend/src/platform/database/database.ts';
import { type Product, startProduct } from '../e2e/product.ts';
import { type Answer, printTable } from './table.ts';

const repositories = Number(process.env.REPOSITORIES ?? 30);
const runs = Number(process.env.RUNS ?? 1_000);
const deployments = 60;
const everySeconds = 2;
const quotaAnHour = 5_000;
const folder = mkdtempSync(join(tmpdir(), 'smartops-history-'));
const names = Array.from({ length: repositories }, (_, at) => `service-${at}`);
const load = loadavg()[0] ?? 0;

const github = fork(
  join(import.meta.dirname, 'history-github.ts'),
  [repositories, runs, deployments].map(String),
);
const port = await new Promise((resolve) => github.once('message', resolve));
const url = `http://127.0.0.1:${port}`;
const seen = async (): Promise<{ asked: number; paid: string[] }> => (await fetch(`${url}/_paid`)).json();

async function start(): Promise<Product> {
  const product = await startProduct({
    ...{
      DATA_DIR: folder,
      DEMO: 'off',
      GITHUB_TOKEN: 'bench-token',
      GITHUB_OWNER: 'bench',
      GITHUB_API_URL: url,
    },
    ...{ GITHUB_REPO: names.join(','), GITHUB_INTERVAL_SECONDS: String(everySeconds) },
    ...{ RATE_LIMIT_PER_MINUTE: '100000', METRICS_STREAM_SECONDS: '60' },
    // As `npm run up` starts it.
    ...{ NODE_OPTIONS: '--max-semi-space-size=8', MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072' },
  });
  // PGlite takes a gigabyte for a moment when it starts; what is asked here is what reading takes.
  writeFileSync(`/proc/${product.child.pid}/clear_refs`, '5');
  return product;
}

interface State {
  readonly progress?: string;
  readonly history?: string;
  readonly readAt: string | null;
}

async function stateOf({ api }: Product): Promise<State> {
  const { sources } = (await (await fetch(`${api}/sources`)).json()) as {
    sources: (State & { kind: string })[];
  };
  const found = sources.find(({ kind }) => kind === 'github');
  if (!found) throw new Error('GitHub is not watched');
  return found;
}

async function until(product: Product, fits: (state: State) => boolean): Promise<void> {
  for (let shown = ''; ; ) {
    const state = await stateOf(product);
    if (state.progress && state.progress !== shown) console.log(`  ${state.progress}`);
    shown = state.progress ?? shown;
    if (fits(state)) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

const runsIn = ({ progress }: State) =>
  Number(/([\d,]+) runs/.exec(progress ?? '')?.[1]?.replaceAll(',', '') ?? 0);
const isDone = ({ progress, readAt }: State) => readAt !== null && progress === undefined;
const olderIn = (paid: readonly string[]) => paid.filter((one) => one.includes('created=')).length;
const peakMb = ({ child }: Product) =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;

async function wish({ api }: Product, history: 'stopped' | 'reading'): Promise<void> {
  const reply = await fetch(`${api}/sources/github/history`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ history }),
  });
  if (!reply.ok) throw new Error(await reply.text());
}

async function readAll() {
  const begun = performance.now();
  let product = await start();
  await until(product, (state) => runsIn(state) >= (repositories * runs) / 3);
  await wish(product, 'stopped');
  await until(product, ({ progress }) => progress?.startsWith('History stopped') ?? false);
  const stoppedAt = olderIn((await seen()).paid);
  await new Promise((resolve) => setTimeout(resolve, 3 * everySeconds * 1_000));
  const askedWhileStopped = olderIn((await seen()).paid) - stoppedAt;
  await wish(product, 'reading');
  await until(product, (state) => runsIn(state) >= (repositories * runs * 2) / 3);
  let peak = peakMb(product);
  await product.stop('SIGKILL');
  product = await start();
  await until(product, isDone);
  const seconds = (performance.now() - begun) / 1_000 - 3 * everySeconds;
  peak = Math.max(peak, peakMb(product));
  await product.stop();
  return { seconds, peak, askedWhileStopped, ...(await seen()) };
}

/** The same pages, four at a time, parsed and thrown away. */
async function floorOf(paid: readonly string[]): Promise<number> {
  const begun = performance.now();
  const left = [...paid];
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let path = left.pop(); path; path = left.pop()) await (await fetch(url + path)).json();
    }),
  );
  return (performance.now() - begun) / 1_000;
}

async function rowsIn(): Promise<Record<string, number>> {
  const database = await openPglite(join(folder, 'database'));
  try {
    const { rows } = await database.sql.execute<{ kind: string; count: number }>(
      sql`select kind, count(*)::int as count from event group by kind`,
    );
    return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
  } finally {
    await database.close();
  }
}

try {
  const { seconds, peak, askedWhileStopped, paid, asked } = await readAll();
  const floor = await floorOf(paid);
  const rows = await rowsIn();
  const wanted = repositories * runs;
  const answer = (
    question: string,
    [ours, unit]: readonly [number, string],
    [limit, peer]: readonly [number, string],
  ): Answer => ({
    ...{ question, ours: `${ours.toLocaleString('en', { maximumFractionDigits: 0 })} ${unit}`, peer },
    ...{
      limit: `${limit.toLocaleString('en')} ${unit}`,
      ratio: ours / limit,
      goal: `≤ ${limit}`,
      reached: ours <= limit,
    },
  });
  printTable(
    [
      answer('history, wall time', [seconds, 's'], [900, `bare fetch ${floor.toFixed(0)} s`]),
      answer(
        'history, requests that cost quota',
        [paid.length, ''],
        [quotaAnHour, `${asked} with the free ones`],
      ),
      answer('history, peak resident memory', [peak, 'MB'], [600, '']),
      answer('older pages asked for while stopped', [askedWhileStopped, ''], [0, '']),
      answer(
        'runs missing or doubled at the end',
        [Math.abs((rows['pipeline-run'] ?? 0) - wanted), ''],
        [0, `of ${wanted}`],
      ),
      answer(
        'deployments missing or doubled',
        [Math.abs((rows.deployment ?? 0) - repositories * deployments), ''],
        [0, `of ${repositories * deployments}`],
      ),
    ].map((one) =>
      Number.isFinite(one.ratio) ? one : { ...one, ratio: one.reached ? 1 : Number.POSITIVE_INFINITY },
    ),
  );
  console.log(`Load when it began: ${load.toFixed(1)}`);
} finally {
  github.kill();
  rmSync(folder, { recursive: true, force: true });
}
