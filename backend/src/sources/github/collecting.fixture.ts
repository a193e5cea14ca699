import { aRepository, type FakeGitHub, fakeGitHub } from './fake-github.fixture.ts';
import { github } from './index.ts';

export const never = new AbortController().signal;
export const base = '/repos/harbor-goods/checkout-api';
export const iso = (at: number) => new Date(at).toISOString();

export function world(repositories = ['checkout-api']) {
  const fake = fakeGitHub();
  for (const repo of repositories) quiet(fake, repo);
  const config = { owner: 'harbor-goods', repositories, token: 'secret-token' };
  return { fake, connection: github.connect(config, fake.tools) };
}

function quiet(fake: FakeGitHub, repo: string): void {
  fake.answer(`/repos/harbor-goods/${repo}`, aRepository(repo));
  fake.answer(`/repos/harbor-goods/${repo}/actions/runs`, { total_count: 0, workflow_runs: [] });
  fake.answer(`/repos/harbor-goods/${repo}/deployments`, []);
}

export const runsAre = (fake: FakeGitHub, ...runs: unknown[]) =>
  fake.answer(`${base}/actions/runs`, { total_count: runs.length, workflow_runs: runs });
export const jobsAre = (fake: FakeGitHub, runId: number, ...jobs: unknown[]) =>
  fake.answer(`${base}/actions/runs/${runId}/jobs`, { total_count: jobs.length, jobs });
export const statesAre = (fake: FakeGitHub, id: number, ...states: unknown[]) =>
  fake.answer(`${base}/deployments/${id}/statuses`, states);
