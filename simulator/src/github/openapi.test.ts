import { expect, it } from 'vitest';
import { cycleOf } from '../world/story.ts';
import { DAY, MINUTE } from '../world/world.ts';
import { asking, base, epoch, services } from './asking.fixture.ts';
import { describeGitHub } from './openapi.fixture.ts';

const github = asking();
const { badLandedAt, fixLandedAt } = cycleOf(github.world, 0);
const moments = [
  epoch,
  badLandedAt - 100_000,
  badLandedAt,
  fixLandedAt - 20_000,
  epoch + 3 * DAY + 7 * MINUTE,
];

const lists = ['actions/runs', 'actions/workflows', 'deployments', 'environments', 'commits', 'tags'];

it.each(['api.github.com', 'ghes-3.19'])('answers exactly as %s is described, at any moment', (edition) => {
  const { problems } = describeGitHub(edition);
  const found = new Set<string>();
  let asked = 0;
  const check = (path: string, template: string) => {
    asked += 1;
    const { status, body } = github.ask(path);
    for (const problem of problems(template, status, JSON.parse(body))) found.add(problem);
    return JSON.parse(body);
  };
  for (const now of moments) {
    github.setNow(now);
    check('/api/v3/user', '/user');
    check('/api/v3/rate_limit', '/rate_limit');
    check('/api/v3/orgs/harbor-goods/repos', '/orgs/{org}/repos');
    for (const repo of services) {
      const url = `${base}/${repo}`;
      const of = '/repos/{owner}/{repo}';
      check(url, of);
      for (const list of lists) check(`${url}/${list}?per_page=100`, `${of}/${list}`);
      const { workflow_runs: runs } = github.read(`${url}/actions/runs?per_page=15`);
      for (const { id, workflow_id } of runs) {
        const run = `${of}/actions/runs/{run_id}`;
        check(`${url}/actions/runs/${id}`, run);
        check(`${url}/actions/runs/${id}/attempts/1`, `${run}/attempts/{attempt_number}`);
        check(`${url}/actions/runs/${id}/attempts/1/jobs`, `${run}/attempts/{attempt_number}/jobs`);
        check(`${url}/actions/workflows/${workflow_id}`, `${of}/actions/workflows/{workflow_id}`);
        const { jobs } = check(`${url}/actions/runs/${id}/jobs`, `${run}/jobs`);
        for (const job of jobs) check(`${url}/actions/jobs/${job.id}`, `${of}/actions/jobs/{job_id}`);
      }
      for (const { id } of github.read(`${url}/deployments?per_page=10`)) {
        const one = `${of}/deployments/{deployment_id}`;
        check(`${url}/deployments/${id}`, one);
        const [status] = check(`${url}/deployments/${id}/statuses`, `${one}/statuses`);
        check(`${url}/deployments/${id}/statuses/${status.id}`, `${one}/statuses/{status_id}`);
      }
      const [head, , , , old] = github.read(`${url}/commits`);
      check(`${url}/commits/${head.sha}`, `${of}/commits/{ref}`);
      const heads = `${of}/commits/{commit_sha}/branches-where-head`;
      expect(check(`${url}/commits/${head.sha}/branches-where-head`, heads)).toMatchObject([
        { name: 'main' },
      ]);
      check(`${url}/compare/${old.sha}...${head.sha}`, `${of}/compare/{basehead}`);
    }
  }
  expect([...found]).toEqual([]);
  expect(asked).toBeGreaterThan(1_000);
});

it('would notice a missing or wrong field', () => {
  const { problems } = describeGitHub('api.github.com');
  const list = github.read(`${base}/checkout-api/actions/runs?per_page=2`);
  delete list.workflow_runs[0].head_commit;
  list.workflow_runs[1].actor.id = 'many';
  expect(problems('/repos/{owner}/{repo}/actions/runs', 200, list)).toHaveLength(2);
});

it('refuses exactly as it is described', () => {
  const { problems } = describeGitHub('api.github.com');
  const error = JSON.parse(github.ask(`${base}/no-such-repository`).body);
  expect(problems('/repos/{owner}/{repo}', 404, error)).toEqual([]);
  const denied = github.part.refuse(
    { method: 'GET', path: '/api/v3/user', query: new URLSearchParams(), headers: {}, body: '' },
    'denied',
  );
  expect(denied.status).toBe(401);
  expect(problems('/user', 401, JSON.parse(denied.body))).toEqual([]);
});
