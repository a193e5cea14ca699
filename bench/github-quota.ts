// How much of GitHub's hourly quota 30 repositories use up over a simulated day, a look each minute; what answers 304 is free.
// `npm run bench -- github-quota` takes some minutes; HOURS=1 begins at nine and asks for less.
import { createHash } from 'node:crypto';
import { github } from '../backend/src/sources/github/index.ts';
import { printTable } from './table.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const repositories = Array.from({ length: 30 }, (_, at) => `service-${at}`);
const begin = Date.parse('2026-03-02T00:00:00Z');
const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');
const runMs = 5 * minute;
const hours = Number(process.env.HOURS ?? 24);
const opens = hours < 24 ? begin + 9 * hour : begin;
const closes = opens + hours * hour;
const quota = 5_000;

// The clock is simulated, so nobody waits by the real one: Octokit puts each request behind a timer of no time at all, and
// a process that only sets such timers idles for four fifths of the day.
const waitFor = globalThis.setTimeout;
const endWait = globalThis.clearTimeout;
Object.assign(globalThis, {
  setTimeout: (act: () => void, ms = 0, ...rest: []) =>
    ms <= 1 ? setImmediate(act, ...rest) : waitFor(act, ms, ...rest),
  clearTimeout: (wait: NodeJS.Immediate | NodeJS.Timeout | undefined) =>
    wait && 'hasRef' in wait && !('refresh' in wait) ? clearImmediate(wait) : endWait(wait),
});

interface Planned {
  readonly id: number;
  readonly repo: string;
  readonly at: number;
}

/** Twenty runs a repository and day, fifteen of them in working hours; each tenth deploys. */
const plans: readonly Planned[] = repositories.flatMap((repo, place) =>
  Array.from({ length: 60 }, (_, nth) => {
    const [date, turn] = [Math.floor(nth / 20) - 2, nth % 20];
    const inDay = turn < 15 ? 9 * hour + turn * 36 * minute : ((turn - 15) * 3 * hour + 18 * hour) % day;
    const at = begin + date * day + inDay + ((place * 7) % 36) * minute;
    return { id: place * 1_000 + nth, repo, at };
  }),
);

const plansOf = new Map(repositories.map((repo) => [repo, plans.filter((one) => one.repo === repo)]));
const planOf = new Map(plans.map((plan) => [String(plan.id), plan]));

const phase = ({ at }: Planned, now: number) => Math.min(3, Math.floor(((now - at) / runMs) * 3));

function runOf(plan: Planned, now: number) {
  const done = phase(plan, now) === 3;
  return {
    ...{
      id: plan.id,
      workflow_id: 1,
      name: plan.id % 10 === 0 ? 'Deploy' : 'CI',
      path: '.github/workflows/ci.yml',
    },
    ...{ event: 'push', head_branch: 'main', head_sha: String(plan.id), html_url: null, run_attempt: 1 },
    status: done ? 'completed' : 'in_progress',
    conclusion: done ? 'success' : null,
    ...{ created_at: iso(plan.at), run_started_at: iso(plan.at) },
    updated_at: iso(plan.at + (phase(plan, now) * runMs) / 3),
  };
}

function jobsOf(plan: Planned, now: number) {
  return [0, 1, 2].map((nth) => {
    const [reached, start] = [phase(plan, now), plan.at + (nth * runMs) / 3];
    const status = reached > nth ? 'completed' : reached === nth ? 'in_progress' : 'queued';
    return {
      ...{
        id: plan.id * 10 + nth,
        run_id: plan.id,
        run_attempt: 1,
        name: `job ${nth}`,
        status,
        html_url: null,
      },
      conclusion: status === 'completed' ? 'success' : null,
      started_at: status === 'queued' ? null : iso(start),
      completed_at: status === 'completed' ? iso(start + runMs / 3) : null,
    };
  });
}

const aRepository = (name: string, now: number) => ({
  ...{ id: repositories.indexOf(name) + 1, name, owner: { login: 'bench' } },
  pushed_at: iso(Math.max(...(plansOf.get(name) ?? []).filter((one) => one.at <= now).map(({ at }) => at))),
});

function answer(url: URL, now: number): unknown {
  if (url.pathname === '/orgs/bench/repos') return repositories.map((name) => aRepository(name, now));
  const [, repo = '', rest = ''] = /^\/repos\/bench\/([^/]+)(.*)$/.exec(url.pathname) ?? [];
  const runId = /\/actions\/runs\/(\d+)/.exec(rest)?.[1];
  const plan = planOf.get(runId ?? '');
  if (plan) return rest.endsWith('/jobs') ? { jobs: jobsOf(plan, now) } : runOf(plan, now);
  if (rest === '/actions/runs') {
    const began = (plansOf.get(repo) ?? []).filter((one) => one.at <= now).toSorted((a, b) => b.at - a.at);
    const status = url.searchParams.get('status');
    const runs = began.map((one) => runOf(one, now)).filter((one) => !status || one.status === status);
    return { workflow_runs: runs.slice(0, 50) };
  }
  return rest === '' ? aRepository(repo, now) : [];
}

/** As it was made before, where nothing has moved since. */
const made = new Map<string, { readonly stamp: string; readonly body: string; readonly etag: string }>();

function bodyOf(url: URL, now: number) {
  const repo = /^\/repos\/bench\/([^/]+)/.exec(url.pathname)?.[1];
  const stamp = (repo ? (plansOf.get(repo) ?? []) : plans)
    .map((plan) => (plan.at <= now ? phase(plan, now) : '-'))
    .join('');
  const known = made.get(url.href);
  if (known?.stamp === stamp) return known;
  const body = JSON.stringify(answer(url, now));
  const fresh = { stamp, body, etag: `"${createHash('sha1').update(body).digest('hex')}"` };
  made.set(url.href, fresh);
  return fresh;
}

interface Used {
  readonly perHour: number;
  readonly busiest: number;
  readonly asked: number;
}

async function dayOf(withWebhooks: boolean): Promise<Used> {
  let now = opens;
  let paid = 0;
  let asked = 0;
  const byHour: number[] = [];
  const ask: typeof fetch = async (input, init) => {
    asked += 1;
    const url = new URL(input instanceof Request ? input.url : input);
    const { body, etag } = bodyOf(url, now);
    const headers = { etag, 'content-type': 'application/json' };
    if (new Headers(init?.headers).get('if-none-match') === etag)
      return new Response(null, { status: 304, headers });
    paid += 1;
    return new Response(body, { headers });
  };
  const config = {
    owner: 'bench',
    repositories: ['*'],
    token: 't',
    historyDays: 0,
    webhookSecret: 'bench-webhook-secret',
  };
  const tools = { connectionId: 'bench', fetch: ask, fetchTyped: ask, now: () => now };
  const connection = github.connect(config, tools);
  const known = new Map();
  const deliver = async (event: string, plan: Planned, body: object) => {
    const repository = { name: plan.repo, owner: { login: 'bench' } };
    const brought = await connection.webhook?.receive(
      { id: 'x', event, body: { repository, ...body } },
      async (id) => known.get(id),
    );
    for (const one of brought?.events ?? []) known.set(one.id, one);
  };
  const signal = new AbortController().signal;
  let cursor = (await connection.collect(undefined, signal)).cursor;
  // The first look at everything is paid once, not each day.
  paid = 0;
  asked = 0;
  let paidBefore = 0;
  for (let at = opens + minute; at <= closes; at += minute) {
    const moved = plans.filter((plan) => at >= plan.at && phase(plan, at) !== phase(plan, at - minute));
    const started = plans.filter((plan) => at >= plan.at && at - minute < plan.at);
    now = at;
    if (withWebhooks)
      for (const plan of new Set([...started, ...moved])) {
        await deliver('workflow_run', plan, { workflow_run: runOf(plan, now) });
        for (const job of jobsOf(plan, now)) await deliver('workflow_job', plan, { workflow_job: job });
      }
    const batch = await connection.collect(cursor, signal);
    for (const event of batch.events) known.set(event.id, event);
    cursor = batch.cursor;
    if ((at - opens) % hour === 0) {
      byHour.push(paid - paidBefore);
      console.error(`  hour ${byHour.length}: ${byHour.at(-1)}`);
      paidBefore = paid;
    }
  }
  return { perHour: paid / hours, busiest: Math.max(...byHour), asked: asked / hours };
}

const naive = repositories.length * 3 * 60;
for (const [withWebhooks, most] of [
  [true, 0.02],
  [false, 0.2],
] as const) {
  const { perHour, busiest, asked } = await dayOf(withWebhooks);
  // The goal is of a day; an hour may be busier, as long as nothing is refused.
  const answer = (question: string, used: number, goal: number) => ({
    question: `P12 quota of 30 repositories, ${withWebhooks ? 'with' : 'without'} webhooks, ${question}`,
    ours: `${Math.round(used)} an hour`,
    peer: `${naive} unconditional`,
    limit: `${quota} an hour`,
    ratio: used / quota,
    goal: `≤ ${goal * 100} %`,
    reached: used / quota <= goal,
  });
  printTable([answer(`mean of ${hours} h`, perHour, most), answer('busiest hour', busiest, 1)]);
  console.log(
    `${Math.round(asked)} requests an hour ${withWebhooks ? 'with' : 'without'} webhooks, free ones included`,
  );
}
