import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../world/world.ts';
import { type Asking, asDescribed, base, epoch, services } from './asking.fixture.ts';

interface Run {
  readonly id: number;
  readonly status: string;
  readonly conclusion: string | null;
  readonly run_attempt: number;
  readonly head_sha: string;
}
interface Job {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly started_at: string;
}

const runUrl = (repo: string, { id }: { readonly id: number }) => `${base}/${repo}/actions/runs/${id}`;
const runsOf = (github: Asking, repo: string, query: string): Run[] =>
  github.read(`${base}/${repo}/actions/runs?per_page=100&${query}`).workflow_runs;
const jobsOf = (github: Asking, repo: string, run: Run, rest = 'jobs'): Job[] =>
  github.read(`${runUrl(repo, run)}/${rest}`).jobs;

/** Moves on minute by minute until a run is going. */
function waitForRun(github: Asking): { repo: string; run: Run } {
  for (let minute = 0; minute < 60; minute++) {
    github.setNow(epoch + minute * MINUTE);
    for (const repo of services) {
      const [run] = runsOf(github, repo, 'status=in_progress');
      if (run) return { repo, run };
    }
  }
  throw new Error('nothing was going for an hour');
}

describe('a re-run', () => {
  it('is a new attempt with new jobs, and leaves the one before as it was', () => {
    const github = asDescribed();
    const [run] = runsOf(github, 'checkout-api', 'status=success');
    if (!run) throw new Error('no run has gone well');
    const url = runUrl('checkout-api', run);
    const before = github.read(url);
    const jobsBefore = jobsOf(github, 'checkout-api', run);

    expect(github.act('POST', `${url}/rerun`)).toMatchObject({ status: 201, body: '{}' });
    expect(github.read(url)).toMatchObject({
      run_attempt: 2,
      status: 'queued',
      conclusion: null,
      created_at: before.created_at,
      triggering_actor: { login: 'pnair' },
      previous_attempt_url: expect.stringMatching(/\/attempts\/1$/),
    });
    github.setNow(epoch + HOUR);

    const after = github.read(url);
    expect(after).toMatchObject({ run_attempt: 2, status: 'completed', conclusion: 'success' });
    expect(after.run_started_at > before.updated_at).toBe(true);
    expect(github.read(`${url}/attempts/1`)).toMatchObject({ ...before, run_attempt: 1 });
    expect(jobsOf(github, 'checkout-api', run, 'attempts/1/jobs')).toEqual(jobsBefore);
    const again = jobsOf(github, 'checkout-api', run);
    expect(again.map(({ name }) => name)).toEqual(jobsBefore.map(({ name }) => name));
    expect(again.filter(({ id }) => jobsBefore.some((job) => job.id === id))).toEqual([]);
    expect(jobsOf(github, 'checkout-api', run, 'jobs?filter=all')).toHaveLength(2 * again.length);
    expect(github.ask(`${url}/attempts/3`).status).toBe(404);
  });

  it('is seen in every list and by every filter, and changes their ETags', () => {
    const github = asDescribed();
    const [run] = runsOf(github, 'storefront-web', 'status=failure');
    if (!run) throw new Error('no run has failed');
    const list = `${base}/storefront-web/actions/runs?per_page=100`;
    const { etag = '' } = github.ask(list).headers;
    const { total_count: total } = github.read(list);
    github.act('POST', `${runUrl('storefront-web', run)}/rerun`);
    const known = { authorization: 'token demo', 'if-none-match': etag };
    expect(github.ask(list, known).status).toBe(200);
    expect(github.read(list).total_count).toBe(total);
    expect(runsOf(github, 'storefront-web', 'status=queued').map(({ id }) => id)).toContain(run.id);
    expect(runsOf(github, 'storefront-web', 'status=failure').map(({ id }) => id)).not.toContain(run.id);
    github.setNow(epoch + 12 * SECOND);
    expect(runsOf(github, 'storefront-web', 'status=in_progress').map(({ id }) => id)).toContain(run.id);
  });

  it('of the failed jobs keeps those that went well, and fails again only where the commit is broken', () => {
    const github = asDescribed();
    const failed = services.flatMap((repo) =>
      runsOf(github, repo, 'status=failure').map((run) => ({ repo, run, before: jobsOf(github, repo, run) })),
    );
    for (const { repo, run } of failed)
      expect(github.act('POST', `${runUrl(repo, run)}/rerun-failed-jobs`).status).toBe(201);
    github.setNow(epoch + HOUR);
    const seen = new Map<string, Set<string>>();
    for (const { repo, run, before } of failed) {
      const after = jobsOf(github, repo, run);
      const { conclusion } = github.read(runUrl(repo, run));
      const at = before.find((job) => job.conclusion === 'failure')?.name ?? '';
      expect(after).toHaveLength(before.length);
      for (const [index, job] of before.entries()) {
        const isKept = after[index]?.started_at === job.started_at;
        expect(isKept, `${job.name} ${job.conclusion}`).toBe(job.conclusion === 'success');
      }
      seen.set(at, (seen.get(at) ?? new Set()).add(conclusion));
    }
    expect(seen.get('Unit tests')).toEqual(new Set(['success', 'failure']));
    expect(seen.get('Lint')).toEqual(new Set(['failure']));
  });

  it('of one job runs those that need it too, and no other', () => {
    const github = asDescribed();
    const [run] = runsOf(github, 'checkout-api', 'event=push&status=success').filter(
      (one) => jobsOf(github, 'checkout-api', one).length === 8,
    );
    if (!run) throw new Error('no deploy has gone well');
    const before = jobsOf(github, 'checkout-api', run);
    const staging = before.find(({ name }) => name === 'Staging');
    const url = `${base}/checkout-api/actions/jobs/${staging?.id}`;
    expect(github.act('POST', `${url}/rerun`).status).toBe(201);
    github.setNow(epoch + HOUR);
    const again = jobsOf(github, 'checkout-api', run).filter(
      ({ started_at }, index) => started_at !== before[index]?.started_at,
    );
    expect(again.map(({ name }) => name)).toEqual(['Staging', 'Smoke test', 'Production']);
    expect(github.read(url)).toMatchObject({ name: 'Staging', run_attempt: 1 });
  });

  it('deploys once more', () => {
    const github = asDescribed();
    const [run] = runsOf(github, 'search-indexer', 'event=push&status=success').filter(
      (one) => jobsOf(github, 'search-indexer', one).length === 6,
    );
    if (!run) throw new Error('no deploy has gone well');
    github.act('POST', `${runUrl('search-indexer', run)}/rerun`);
    github.setNow(epoch + 10 * MINUTE);
    const made = github.read(`${base}/search-indexer/deployments?sha=${run.head_sha}`);
    expect(made).toHaveLength(2);
    const [statuses, earlier] = made.map(({ id }: { id: number }) =>
      github.read(`${base}/search-indexer/deployments/${id}/statuses`),
    );
    expect(statuses[0]).toMatchObject({ state: 'success', creator: { login: 'pnair' } });
    expect(earlier[0].state).toBe('inactive');
  });

  it('has logs of its own, and the attempt before keeps its own', () => {
    const github = asDescribed();
    const [run] = runsOf(github, 'ledger-worker', 'status=success');
    if (!run) throw new Error('no run has gone well');
    const [before] = jobsOf(github, 'ledger-worker', run);
    github.act('POST', `${runUrl('ledger-worker', run)}/rerun`);
    github.setNow(epoch + HOUR);
    const [after] = jobsOf(github, 'ledger-worker', run);
    const logs = [before, after].map((job) => {
      const { headers } = github.ask(`${base}/ledger-worker/actions/jobs/${job?.id}/logs`);
      return github.ask(headers.location ?? '', {}).body;
    });
    expect(logs.map((log) => log.slice(0, 19))).toEqual(
      [before, after].map((job) => job?.started_at.slice(0, 19)),
    );
  });

  it('is refused while a run is going, when it is older than a month, and when nothing has failed', () => {
    const github = asDescribed();
    const { repo, run } = waitForRun(github);
    expect(github.act('POST', `${runUrl(repo, run)}/rerun`).status).toBe(403);
    const [good] = runsOf(github, repo, 'status=success');
    if (!good) throw new Error('no run has gone well');
    expect(github.act('POST', `${runUrl(repo, good)}/rerun-failed-jobs`).status).toBe(403);
    expect(github.act('POST', `${base}/${repo}/actions/runs/1/rerun`).status).toBe(404);
    github.setNow(epoch + 31 * DAY);
    const refused = github.act('POST', `${runUrl(repo, good)}/rerun`);
    expect(refused.status).toBe(403);
    expect(JSON.parse(refused.body).message).toMatch(/created over a month ago/);
  });
});

describe('a cancel', () => {
  it.each(['cancel', 'force-cancel'])('ends what is going, and says so: %s', (verb) => {
    const github = asDescribed();
    const { repo, run } = waitForRun(github);
    const url = runUrl(repo, run);
    const done = jobsOf(github, repo, run).filter(({ status }) => status === 'completed');
    expect(github.act('POST', `${url}/${verb}`)).toMatchObject({ status: 202, body: '{}' });
    github.setNow(github.world.now() + 4 * SECOND);
    expect(github.read(url)).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
    const jobs = jobsOf(github, repo, run);
    expect(jobs.filter(({ id }) => done.some((job) => job.id === id))).toEqual(done);
    const others = jobs.filter(({ id }) => !done.some((job) => job.id === id));
    expect(new Set(others.map(({ conclusion }) => conclusion))).toEqual(new Set(['cancelled']));
    expect(github.act('POST', `${url}/${verb}`).status).toBe(409);
  });

  it('of a re-run leaves the attempt before as it was', () => {
    const github = asDescribed();
    const [run] = runsOf(github, 'pricing-service', 'event=push&status=success');
    if (!run) throw new Error('no run has gone well');
    const url = runUrl('pricing-service', run);
    github.act('POST', `${url}/rerun`);
    github.setNow(epoch + 20 * SECOND);
    expect(github.act('POST', `${url}/cancel`).status).toBe(202);
    github.setNow(epoch + MINUTE);
    expect(github.read(url)).toMatchObject({ run_attempt: 2, conclusion: 'cancelled' });
    expect(github.read(`${url}/attempts/1`)).toMatchObject({ conclusion: 'success' });
    expect(github.act('POST', `${url}/rerun-failed-jobs`).status).toBe(201);
    github.setNow(epoch + HOUR);
    expect(github.read(url)).toMatchObject({ run_attempt: 3, conclusion: 'success' });
  });
});

describe('a token that may only read', () => {
  it('is told which permission is missing, and nothing happens', () => {
    const github = asDescribed();
    const [run] = runsOf(github, 'checkout-api', 'status=success');
    if (!run) throw new Error('no run has gone well');
    const url = runUrl('checkout-api', run);
    const { status, headers, body } = github.act('POST', `${url}/rerun`, undefined, 'read-only');
    expect(status).toBe(403);
    expect(headers['x-accepted-github-permissions']).toBe('actions=write');
    expect(JSON.parse(body).message).toBe('Resource not accessible by personal access token');
    expect(github.read(url).run_attempt).toBe(1);
    const none = { authorization: 'token github_pat_deployments=none' };
    expect(github.ask(`${base}/checkout-api/deployments`, none).status).toBe(403);
    expect(github.ask(url, none).status).toBe(200);
  });
});
