import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../platform/database/database.ts';
import { testDatabases } from '../platform/database/testing.ts';
import type { Server } from '../platform/http/server.ts';
import { openTestServer } from '../platform/http/test-server.ts';
import { SourceError, type SourceLog } from '../sources/source.ts';
import { createLogKeeper } from './log/log-keeper.ts';
import { logStore } from './log/log-store.ts';
import { pipelineRoutes } from './routes.ts';

const esc = '\u001b';
const start = Date.parse('2026-11-24T10:00:00Z');
const time = (i: number) => new Date(start + i * 10).toISOString();
const long = Array.from({ length: 100_000 }, (_, i) =>
  i === 61_234
    ? `${time(i)} ##[error]lock timeout`
    : `${time(i)} ${esc}[32mok${esc}[39m package ${i} of 100000`,
).join('\n');
const answers: Record<string, SourceLog | Error> = {
  'api/1': { state: 'text', text: `${time(0)} one\n${time(1)} ${esc}[31mError: two${esc}[0m\n` },
  'api/2': { state: 'text', text: long },
  'api/3': { state: 'gone', reason: 'GitHub has deleted this log' },
  'api/4': new SourceError('forbidden', 'the token lacks "Actions: read"'),
};
const job = (id: string, rawStatus = 'failure', finishedAt: number | null = start) => ({
  ...{ id, name: `job ${id}`, status: 'failed', rawStatus, startedAt: start, finishedAt, url: null },
  logRef: `api/${id}`,
});
const run = (runId: string, jobs: object[]) => ({
  ...{ id: 'r', connectionId: 'github', resourceId: 'w', kind: 'pipeline-run', outcome: 'failed' as const },
  ...{ title: 't', at: 1 },
  data: {
    ...{ runId, workflow: 'CI', repository: 'o/api', branch: 'main', sha: 'a', author: 'a', message: 'm' },
    ...{
      status: 'failed',
      rawStatus: 'failure',
      attempt: 1,
      url: 'u',
      startedAt: 1,
      updatedAt: 1,
      finishedAt: 1,
    },
    jobs,
  },
});
const runs = [
  run('7', [job('1'), job('2'), job('3'), job('4'), job('5', 'in_progress', null)]),
  run('8', [job('1'), job('6', 'skipped'), job('1')]),
];

let database: Database;
let app: Server;
beforeAll(async () => {
  const [[, open] = []] = testDatabases;
  if (!open) throw new Error('no database');
  database = await open();
  ({ app } = await openTestServer());
  const store = logStore(database.sql);
  const connection = {
    check: async () => undefined,
    collect: async () => Promise.reject(new Error('not asked here')),
    log: async (ref: string) => {
      const answer = answers[ref];
      if (!answer || answer instanceof Error) throw answer;
      return answer;
    },
  };
  const keeper = createLogKeeper({
    store,
    connection: () => connection,
    now: () => start + 3_600_000,
    mostBytes: 1e9,
    keepMs: () => 1e12,
  });
  const findRun = async (id: string) => runs.find(({ data }) => data.runId === id);
  pipelineRoutes(app, {
    logs: { run: findRun, keeper, store },
    run: findRun,
    usual: async () => new Map(),
    needs: async () => undefined,
    events: async () => [],
    event: async (id) =>
      id === 'd'
        ? {
            ...run('8', []),
            data: {
              ...{ service: 'api', environment: 'production', status: 'failed', rawStatus: 'failure' },
              ...{
                branch: 'main',
                sha: 'a',
                author: 'a',
                message: 'm',
                version: null,
                url: null,
                runId: '8',
              },
              ...{ startedAt: 1, finishedAt: 2 },
            },
          }
        : undefined,
    isDemo: () => false,
    deploymentsSnapshot: () => undefined,
  });
  await app.ready();
}, 60_000);
afterAll(async () => {
  await app.close();
  await database.close();
});
const get = async (path: string) => app.inject({ url: `/api${path}` });

it('answers the two routes of the guide as the guide has them', async () => {
  const lines = [
    { time: time(0), level: 'info', message: 'one' },
    { time: time(1), level: 'error', message: `${esc}[31mError: two${esc}[0m` },
  ];

  expect((await get('/pipeline/7/logs/1')).json()).toEqual({ logs: lines });
  expect((await get('/deployments/d/logs')).json()).toEqual({ logs: [...lines, ...lines] });
});

it('answers the two routes of the guide for a long log with its beginning', async () => {
  const { logs } = (await get('/pipeline/7/logs/2')).json();

  expect(logs).toHaveLength(20_001);
  expect(logs.at(-1).message).toContain('page by page');
});

it('reads a log of 100,000 lines by its outline, page by page', async () => {
  const { log } = (await get('/pipeline/7/logs/2/outline')).json();
  expect(log).toMatchObject({ state: 'ready', outline: { lines: 100_000, errors: [61_235], errorCount: 1 } });

  const page = (await get('/pipeline/7/logs/2/lines?from=61234&limit=3')).json();
  expect(page.next).toBe(61_237);
  expect(
    page.rows.map((row: { line: number; level: string; message: string }) => [
      row.line,
      row.level,
      row.message,
    ]),
  ).toEqual([
    [61_234, 'info', 'ok package 61233 of 100000'],
    [61_235, 'error', 'lock timeout'],
    [61_236, 'info', 'ok package 61235 of 100000'],
  ]);
  expect((await get('/pipeline/7/logs/2/lines?from=99999&limit=2000')).json()).toMatchObject({
    rows: [{ line: 99_999 }, { line: 100_000 }],
    next: null,
  });
  expect((await get('/pipeline/7/logs/2/lines?from=100001')).json()).toEqual({ rows: [], next: null });
});

it('finds the lines that hold a text, behind their colours and in any case', async () => {
  expect((await get('/pipeline/7/logs/2/find?text=LOCK')).json()).toEqual({ lines: [61_235], total: 1 });
  const many = (await get('/pipeline/7/logs/2/find?text=ok%20package')).json();
  expect(many.total).toBe(99_999);
  expect(many.lines).toHaveLength(20_000);
  expect((await get('/pipeline/7/logs/2/find?text=')).statusCode).toBe(400);
});

it('hands out the whole text as a file', async () => {
  const reply = await get('/pipeline/7/logs/2/text');

  expect(reply.headers).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': 'attachment; filename="api-job-2-2.log"',
    'x-content-type-options': 'nosniff',
  });
  expect(reply.body).toBe(`${long}\n`);
});

it('says why there is no log', async () => {
  expect((await get('/pipeline/7/logs/3/outline')).json()).toEqual({
    log: { state: 'gone', reason: 'GitHub has deleted this log' },
  });
  expect((await get('/pipeline/7/logs/5/outline')).json()).toMatchObject({ log: { state: 'waiting' } });
  expect((await get('/pipeline/7/logs/4/outline')).json()).toMatchObject({
    status: 502,
    detail: 'the token lacks "Actions: read"',
  });
  for (const path of [
    '/pipeline/7/logs/3',
    '/pipeline/7/logs/3/lines',
    '/pipeline/7/logs/5/text',
    '/pipeline/7/logs/9/outline',
    '/pipeline/9/logs/1/outline',
  ])
    expect((await get(path)).statusCode).toBe(404);
});
