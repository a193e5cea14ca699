import { expect, it } from 'vitest';
import { DAY, MINUTE, SECOND } from '../world/world.ts';
import { asking, base, epoch, services } from './asking.fixture.ts';

interface Job {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly started_at: string;
  readonly completed_at: string;
}

function jobs(github: ReturnType<typeof asking>, repo: string, query: string): Job[] {
  const { workflow_runs: runs } = github.read(`${base}/${repo}/actions/runs?per_page=100&${query}`);
  return runs.flatMap(
    ({ id }: { id: number }) => github.read(`${base}/${repo}/actions/runs/${id}/jobs`).jobs,
  );
}

const logOf = (github: ReturnType<typeof asking>, repo: string, { id }: Job) => {
  const { status, headers } = github.ask(`${base}/${repo}/actions/jobs/${id}/logs`);
  return { status, location: headers.location ?? '' };
};

it('sends to an absolute address that is good for a minute and needs no token', () => {
  const github = asking();
  const [job] = jobs(github, 'checkout-api', 'status=success');
  if (!job) throw new Error('no job has ended');
  const { status, location } = logOf(github, 'checkout-api', job);
  expect(status).toBe(302);
  expect(location).toMatch(/^http:\/\/github\.test:8080\/_blob\//);
  expect(github.ask(location, {})).toMatchObject({
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
  expect(github.ask(location.replace(/sig=[^&]+/, 'sig=forged'), {}).status).toBe(403);
  github.setNow(epoch + MINUTE + SECOND);
  expect(github.ask(location, {}).status).toBe(403);
});

it('has a log for every job that ran, each line with its time, and none for the others', () => {
  const github = asking();
  const kinds = new Set<string>();
  for (const repo of services)
    for (const job of jobs(github, repo, 'event=push').slice(0, 150)) {
      const { status, location } = logOf(github, repo, job);
      const ran =
        job.status === 'completed' && job.conclusion !== 'skipped' && job.started_at !== job.completed_at;
      expect(status, `${job.name} ${job.conclusion}`).toBe(ran ? 302 : 404);
      if (!ran) continue;
      const lines = github.ask(location, {}).body.trimEnd().split('\n');
      expect(lines.every((line) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z /.test(line))).toBe(true);
      const times = lines.map((line) => line.slice(0, 28));
      expect(times).toEqual(times.toSorted());
      expect(times[0]?.slice(0, 19)).toBe(job.started_at.slice(0, 19));
      expect(lines.some((line) => line.includes('##[error]'))).toBe(job.conclusion !== 'success');
      kinds.add(job.name);
    }
  expect(kinds.size).toBeGreaterThan(12);
});

it('shows the test that failed with its stack', () => {
  const github = asking();
  const failed = services.flatMap((repo) =>
    jobs(github, repo, 'status=failure')
      .filter(({ name, conclusion }) => name.startsWith('Unit tests') && conclusion === 'failure')
      .map((job) => github.ask(logOf(github, repo, job).location, {}).body),
  );
  expect(failed.length).toBeGreaterThan(0);
  for (const log of failed) expect(log).toMatch(/FAIL[\s\S]+AssertionError[\s\S]+\.test\.ts:\d+:\d+/);
});

it('gives none while the job is going', () => {
  const github = asking();
  for (let minute = 0; minute < 30; minute++) {
    github.setNow(epoch + minute * MINUTE);
    const going = jobs(github, 'checkout-api', 'status=in_progress').find(
      ({ status }) => status === 'in_progress',
    );
    if (!going) continue;
    expect(logOf(github, 'checkout-api', going).status).toBe(404);
    return;
  }
  throw new Error('nothing was going for half an hour');
});

it('has thrown away what is older than 90 days', () => {
  const github = asking();
  const [job] = jobs(github, 'search-indexer', 'status=success');
  if (!job) throw new Error('no job has ended');
  github.setNow(epoch + 91 * DAY);
  expect(logOf(github, 'search-indexer', job).status).toBe(410);
});
