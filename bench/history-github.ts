// A GitHub of many repositories with a long past, in a process of its own so that its memory is not counted as ours.
import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const [repositories, runs, deployments] = process.argv.slice(2).map(Number) as [number, number, number];
const now = Date.now();
const iso = (at: number) => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
const daysMs = 29 * 86_400_000;
const names = Array.from({ length: repositories }, (_, at) => `service-${at}`);
/** GitHub sends some 10 kB a run, of which little is read. */
const filler = Object.fromEntries(
  Array.from({ length: 80 }, (_, at) => [
    `field_${at}_url`,
    `https://api.github.com/repos/bench/service/field/${at}{/name}${'x'.repeat(60)}`,
  ]),
);

function runOf(repo: number, age: number) {
  const at = iso(now - 600_000 - age * (daysMs / runs));
  const id = (repo + 1) * 1_000_000 - age;
  return {
    ...{
      id,
      workflow_id: repo + 1,
      name: age % 10 === 0 ? 'Deploy' : 'CI',
      path: '.github/workflows/ci.yml',
    },
    ...{
      display_title: `Change ${id}`,
      event: 'push',
      status: 'completed',
      run_number: runs - age,
      run_attempt: 1,
    },
    ...{ conclusion: age % 9 === 4 ? 'failure' : 'success', head_branch: 'main', html_url: null },
    head_sha: createHash('sha1').update(String(id)).digest('hex'),
    ...{ created_at: at, run_started_at: at, updated_at: at, actor: { login: 'sofia' } },
    ...{ head_commit: { message: `Change ${id}`, author: { name: 'Sofia' } }, repository: filler },
  };
}

function deploymentOf(repo: number, age: number) {
  const at = iso(now - 600_000 - age * (daysMs / deployments));
  const id = (repo + 1) * 1_000_000 - age;
  return {
    ...{
      id,
      sha: createHash('sha1').update(`d${id}`).digest('hex'),
      ref: 'main',
      task: 'deploy',
      payload: {},
    },
    ...{
      environment: 'production',
      description: null,
      creator: { login: 'sofia' },
      created_at: at,
      updated_at: at,
    },
  };
}

const job = (run: number, nth: number) => ({
  ...{
    id: run * 10 + nth,
    run_id: run,
    name: `job ${nth}`,
    status: 'completed',
    conclusion: 'success',
    html_url: null,
  },
  ...{ started_at: iso(now - 600_000), completed_at: iso(now - 540_000) },
});

interface Answer {
  readonly body: unknown;
  readonly hasNext?: boolean;
}

function page<T>(query: URLSearchParams, total: number, at: (age: number) => T) {
  const [size, number] = [Number(query.get('per_page') ?? 30), Number(query.get('page') ?? 1)];
  const from = (number - 1) * size;
  const ages = Array.from({ length: Math.max(0, Math.min(size, total - from)) }, (_, nth) => from + nth);
  return { items: ages.map(at), hasNext: from + size < total };
}

function answer({ pathname, searchParams: query }: URL): Answer {
  const [, name = '', rest = ''] = /^\/repos\/bench\/([^/]+)(.*)$/.exec(pathname) ?? [];
  const repo = names.indexOf(name);
  const id = Number(/\/(\d+)\/(?:jobs|statuses)$/.exec(rest)?.[1]);
  if (rest === '') return { body: { id: repo + 1, name, owner: { login: 'bench' } } };
  if (rest.endsWith('/jobs')) return { body: { jobs: [0, 1, 2].map((nth) => job(id, nth)) } };
  if (rest.endsWith('/statuses'))
    return {
      body: [
        {
          state: 'success',
          created_at: deploymentOf(repo, (repo + 1) * 1_000_000 - id).created_at,
          environment_url: '',
          log_url: '',
          target_url: '',
        },
      ],
    };
  if (rest === '/deployments') {
    const { items, hasNext } = page(query, deployments, (age) => deploymentOf(repo, age));
    return { body: items, hasNext };
  }
  if (query.get('status') === 'in_progress') return { body: { workflow_runs: [] } };
  const until = Date.parse(query.get('created')?.slice(2) ?? iso(now));
  const skipped =
    Array.from({ length: runs }, (_, age) => age).find(
      (age) => Date.parse(runOf(repo, age).created_at) <= until,
    ) ?? runs;
  const { items, hasNext } = page(query, runs - skipped, (age) => runOf(repo, skipped + age));
  return { body: { workflow_runs: items }, hasNext };
}

const paid: string[] = [];
let asked = 0;

function send(reply: ServerResponse, url: string, known: string | undefined): void {
  const { body, hasNext } = answer(new URL(url, 'http://localhost'));
  const text = JSON.stringify(body);
  const etag = `"${createHash('sha1').update(text).digest('hex')}"`;
  const headers = {
    etag,
    'content-type': 'application/json',
    ...(hasNext && { link: '<http://next>; rel="next"' }),
  };
  if (known === etag) return void reply.writeHead(304, headers).end();
  paid.push(url);
  reply.writeHead(200, headers).end(text);
}

const server = createServer(({ url = '', headers }, reply) => {
  if (url === '/_paid') return void reply.end(JSON.stringify({ asked, paid }));
  asked += 1;
  send(reply, url, headers['if-none-match']);
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
