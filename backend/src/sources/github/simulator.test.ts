import { DeploymentData, RunData } from '@smartops/contract';
import { type Simulator, startSimulator } from '@smartops/simulator';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openEgress } from '../../platform/egress/egress.ts';
import { SourceError } from '../source.ts';
import { github } from './index.ts';

const epoch = Date.parse('2026-03-01T12:00:00Z');
const repositories = ['checkout-api', 'ledger-worker', 'pricing-service', 'search-indexer', 'storefront-web'];
const signal = new AbortController().signal;
const egress = openEgress({ timeoutMs: 60_000 });
let now = epoch;
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ seed: 'pipelines', epoch, now: () => now });
});
afterEach(() => fetch(`${simulator.url}/_simulator/faults`, { method: 'DELETE' }));
afterAll(async () => {
  await simulator.close();
  await egress.close();
});

function connect(through = egress.fetchConfigured) {
  const config = { owner: 'harbor-goods', repositories, token: 'demo', apiUrl: simulator.githubUrl };
  return github.connect(config, {
    connectionId: 'github:demo',
    fetch: through,
    // The practice cloud keeps its logs where its API is, as GitHub Enterprise may.
    fetchTyped: egress.fetchTyped,
    now: () => now,
  });
}

it('reads runs, jobs and deployments of every repository, and nothing that the contract does not know', async () => {
  const batch = await connect().collect(undefined, signal);

  expect(batch.problems).toEqual([]);
  const repositoriesSeen = batch.resources.filter(({ kind }) => kind === 'github.repository');
  expect(repositoriesSeen.map(({ name }) => name)).toEqual(
    repositories.map((name) => `harbor-goods/${name}`),
  );
  const runs = batch.events
    .filter(({ kind }) => kind === 'pipeline-run')
    .map(({ data }) => RunData.parse(data));
  const deployments = batch.events
    .filter(({ kind }) => kind === 'deployment')
    .map(({ data }) => DeploymentData.parse(data));
  expect(runs.length).toBeGreaterThan(repositories.length);
  expect(runs.some(({ jobs }) => jobs.length > 0)).toBe(true);
  expect(deployments.some(({ environment }) => environment === 'production')).toBe(true);
  expect(new Set(batch.events.map(({ id }) => id)).size).toBe(batch.events.length);
});

it('knows from the workflow’s file what each job waits for, and reads that once for a commit', async () => {
  let asked = 0;
  const connection = connect((input, init) => {
    asked += 1;
    return egress.fetchConfigured(input, init);
  });
  const { events } = await connection.collect(undefined, signal);
  const runs = events.flatMap(({ kind, data }) => (kind === 'pipeline-run' ? RunData.parse(data) : []));
  const whole = runs.filter(({ jobs, finishedAt }) => jobs.length > 2 && finishedAt !== null).slice(0, 12);
  const before = asked;
  for (const run of whole) {
    const needs = await connection.needs?.(run, signal);
    const byId = new Map(run.jobs.map((job) => [job.id, job]));
    expect([...(needs?.keys() ?? [])]).toEqual(run.jobs.map(({ id }) => id));
    expect([...(needs?.values() ?? [])].filter((ids) => ids.length > 0).length).toBeGreaterThan(0);
    for (const [id, ids] of needs ?? [])
      for (const need of ids)
        expect(byId.get(need)?.finishedAt).toBeLessThanOrEqual((byId.get(id)?.startedAt ?? Infinity) + 1_000);
  }
  const files = new Set(whole.map(({ repository, path, sha }) => `${repository} ${path} ${sha}`));
  expect(whole.length).toBeGreaterThan(3);
  expect(asked - before).toBe(files.size);
  for (const run of whole) await connection.needs?.(run, signal);
  expect(asked - before).toBe(files.size);
});

it('sees every run end that it has seen going', { timeout: 60_000 }, async () => {
  const connection = connect();
  let cursor: string | undefined;
  const last = new Map<string, string>();
  for (let minute = 0; minute < 90; minute += 3) {
    now = epoch + minute * 60_000;
    const batch = await connection.collect(cursor, signal);
    cursor = batch.cursor;
    expect(batch.problems).toEqual([]);
    for (const { id, outcome } of batch.events) last.set(id, outcome);
  }

  now += 6 * 3_600_000;
  const { events } = await connection.collect(cursor, signal);
  for (const { id, outcome } of events) last.set(id, outcome);
  const finished = await connect().collect(undefined, signal);
  const truth = new Map(finished.events.map(({ id, outcome }) => [id, outcome]));
  const wrong = [...last].filter(([id, outcome]) => truth.has(id) && truth.get(id) !== outcome);
  expect(wrong).toEqual([]);
});

it('reads the log of a finished job', async () => {
  const connection = connect();
  const { events } = await connection.collect(undefined, signal);
  const jobs = events
    .filter(({ kind }) => kind === 'pipeline-run')
    .flatMap(({ data }) => RunData.parse(data).jobs);
  const job = jobs.find(({ status, rawStatus }) => status === 'success' && rawStatus !== 'skipped');

  expect(await connection.log?.(job?.logRef ?? '', signal)).toEqual({
    state: 'text',
    text: expect.stringMatching(/^\uFEFF?\d{4}-\d\d-\d\dT/),
  });
});

it.each([
  [{ kind: 'status', status: 503 }, 'unreachable'],
  [{ kind: 'reset' }, 'unreachable'],
  [{ kind: 'truncated' }, 'unreachable'],
  [{ kind: 'hang' }, 'unreachable'],
  [{ kind: 'huge' }, 'unreachable'],
  [{ kind: 'malformed' }, 'malformed'],
  [{ kind: 'wrong-types' }, 'malformed'],
  [{ kind: 'denied' }, 'unauthorized'],
  [{ kind: 'throttled' }, 'rate-limited'],
])('explains a GitHub that misbehaves: %o', async (fault, reason) => {
  const body = JSON.stringify({ match: 'github', ...fault });
  await fetch(`${simulator.url}/_simulator/faults`, { method: 'POST', body });
  const narrow = openEgress({ timeoutMs: 500, maxBodyBytes: 1_048_576 });

  const failure = await connect(narrow.fetchConfigured)
    .collect(undefined, signal)
    .catch((error: unknown) => error);

  expect(failure).toBeInstanceOf(SourceError);
  expect(failure).toMatchObject({ reason });
  await narrow.close();
});

it('says what lies between two deployments, and nothing of a commit that is gone', async () => {
  const connection = connect();
  const { events } = await connection.collect(undefined, signal);
  const shas = events
    .filter(({ kind, data }) => kind === 'deployment' && data.service === 'checkout-api')
    .toSorted((a, b) => a.at - b.at)
    .map(({ data }) => DeploymentData.parse(data).sha);
  const [base = '', head = ''] = [shas[0], shas.findLast((sha) => sha !== shas[0])];
  const service = 'checkout-api';
  const found = await connection.compare?.({ service, base, head }, signal);

  expect(found).toMatchObject({ status: 'ahead', url: expect.stringContaining('/compare/') });
  expect(found?.commits.at(-1)?.sha).toBe(head);
  expect(found?.files.length).toBeGreaterThan(0);
  const gone = { service, base, head: 'f'.repeat(40) };
  expect(await connection.compare?.(gone, signal)).toBeUndefined();
  await expect(connection.compare?.({ ...gone, service: 'other' }, signal)).rejects.toThrow(SourceError);
});

it('says when the commit of a run was made', async () => {
  const { events } = await connect().collect(undefined, signal);
  const runs = events.filter(({ kind }) => kind === 'pipeline-run').map(({ data }) => RunData.parse(data));

  expect(runs.every(({ committedAt = Number.NaN, startedAt }) => committedAt <= startedAt)).toBe(true);
});
