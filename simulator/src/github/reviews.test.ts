import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../world/world.ts';
import { type Asking, asDescribed, base, epoch, octokit } from './asking.fixture.ts';

const repo = `${base}/pricing-service`;
const where = { owner: 'harbor-goods', repo: 'pricing-service' };

/** Starts a deploy to production that waits for a reviewer. */
function deploy(github: Asking) {
  const asked = { ref: 'main', return_run_details: true };
  const { body } = github.act('POST', `${repo}/actions/workflows/deploy.yml/dispatches`, asked);
  const id: number = JSON.parse(body).workflow_run_id;
  github.setNow(github.world.now() + 5 * SECOND);
  const url = `${repo}/actions/runs/${id}`;
  const environment: number = github.read(`${url}/pending_deployments`)[0].environment.id;
  const review = (state: string, token = 'demo') =>
    github.act(
      'POST',
      `${url}/pending_deployments`,
      { environment_ids: [environment], state, comment: 'Seen' },
      token,
    );
  return { id, url, environment, review };
}

const deploymentOf = (github: Asking, runId: number) =>
  github
    .read(`${repo}/deployments?environment=production`)
    .find(({ payload }: { payload: { run_id: number } }) => payload.run_id === runId);
const stateOf = (github: Asking, runId: number) =>
  github.read(`${repo}/deployments/${deploymentOf(github, runId).id}/statuses`)[0].state;

it('a run by hand waits for a reviewer, and goes on once one agrees', async () => {
  const github = asDescribed();
  const { id, url, environment } = deploy(github);
  expect(github.read(url)).toMatchObject({ status: 'waiting', conclusion: null });
  expect(github.read(`${url}/jobs`).jobs).toMatchObject([{ name: 'Migrate', status: 'waiting' }]);
  expect(github.read(`${repo}/actions/runs?status=waiting`).workflow_runs).toMatchObject([{ id }]);
  expect(stateOf(github, id)).toBe('pending');
  github.setNow(epoch + DAY);
  expect(github.read(url).status).toBe('waiting');

  const client = octokit(github);
  const pending = await client.request(
    'GET /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments',
    { ...where, run_id: id },
  );
  expect(pending.data).toMatchObject([
    { environment: { name: 'production' }, current_user_can_approve: true, reviewers: [{}, {}] },
  ]);
  const answer = await client.request(
    'POST /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments',
    { ...where, run_id: id, environment_ids: [environment], state: 'approved', comment: 'Ship it' },
  );
  expect(answer.data).toMatchObject([{ id: deploymentOf(github, id).id }]);
  expect(github.read(`${url}/pending_deployments`)).toEqual([]);
  expect(github.read(`${url}/approvals`)).toMatchObject([
    {
      state: 'approved',
      comment: 'Ship it',
      user: { login: 'pnair' },
      environments: [{ name: 'production' }],
    },
  ]);
  github.setNow(epoch + DAY + 5 * MINUTE);
  expect(github.read(url)).toMatchObject({ status: 'completed', conclusion: 'success' });
  expect(stateOf(github, id)).toBe('success');
});

it('a reviewer who says no ends the run, and nothing of it is live', () => {
  const github = asDescribed();
  const { id, url, review } = deploy(github);
  expect(review('rejected').status).toBe(200);
  github.setNow(epoch + MINUTE);
  expect(github.read(url)).toMatchObject({ status: 'completed', conclusion: 'failure' });
  const jobs = github.read(`${url}/jobs`).jobs;
  expect(jobs.map(({ conclusion }: { conclusion: string }) => conclusion)).toEqual([
    'failure',
    'skipped',
    'skipped',
  ]);
  expect(stateOf(github, id)).toBe('failure');
  expect(github.read(`${url}/approvals`)).toMatchObject([{ state: 'rejected', comment: 'Seen' }]);
});

it('a run that nobody answers fails after thirty days, and one that waits can be stopped', () => {
  const github = asDescribed();
  const { url } = deploy(github);
  const other = deploy(github);
  expect(github.act('POST', `${other.url}/cancel`).status).toBe(202);
  github.setNow(epoch + 29 * DAY);
  expect(github.read(other.url).conclusion).toBe('cancelled');
  expect(github.read(url).status).toBe('waiting');
  github.setNow(epoch + 30 * DAY + MINUTE);
  expect(github.read(url).conclusion).toBe('failure');
  expect(github.read(`${url}/approvals`)).toEqual([]);
});

it('a re-run asks again', () => {
  const github = asDescribed();
  const { url, review } = deploy(github);
  review('approved');
  github.setNow(epoch + HOUR);
  expect(github.read(url).conclusion).toBe('success');
  github.act('POST', `${url}/rerun`);
  github.setNow(epoch + HOUR + 5 * SECOND);
  expect(github.read(url)).toMatchObject({ run_attempt: 2, status: 'waiting' });
  expect(review('approved').status).toBe(200);
  github.setNow(epoch + 2 * HOUR);
  expect(github.read(url).conclusion).toBe('success');
  expect(github.read(`${url}/approvals`)).toHaveLength(2);
});

it('only a reviewer may answer, only once, and only for what waits', () => {
  const github = asDescribed();
  const { url, review, environment } = deploy(github);
  const stranger = { authorization: 'token jweber' };
  expect(JSON.parse(github.ask(`${url}/pending_deployments`, stranger).body)).toMatchObject([
    { current_user_can_approve: false },
  ]);
  expect(review('approved', 'jweber').status).toBe(422);
  expect(review('perhaps').status).toBe(422);
  const wrong = { environment_ids: [environment + 1], state: 'approved', comment: '' };
  expect(github.act('POST', `${url}/pending_deployments`, wrong).status).toBe(422);
  expect(github.read(url).status).toBe('waiting');
  expect(review('approved', 'tokafor').status).toBe(200);
  github.setNow(epoch + MINUTE);
  expect(review('rejected').status).toBe(422);
  expect(github.read(`${url}/approvals`)).toMatchObject([{ user: { login: 'tokafor' } }]);
});

it("the shop's own promotions wait a little, and somebody there lets them in", () => {
  const github = asDescribed();
  const seen = new Set<number>();
  for (let at = epoch; at < epoch + 3 * HOUR; at += 15 * SECOND) {
    github.setNow(at);
    for (const { id } of github.read(`${repo}/actions/runs?status=waiting`).workflow_runs) seen.add(id);
  }
  expect(seen.size).toBeGreaterThan(0);
  for (const id of seen) {
    expect(github.read(`${repo}/actions/runs/${id}`).status).toBe('completed');
    expect(github.read(`${repo}/actions/runs/${id}/approvals`)).toMatchObject([{ state: 'approved' }]);
  }
});

it('an environment says who reviews it', () => {
  const github = asDescribed();
  expect(github.read(`${repo}/environments/production`).protection_rules).toMatchObject([
    {
      type: 'required_reviewers',
      reviewers: [{ reviewer: { login: 'pnair' } }, { reviewer: { login: 'tokafor' } }],
    },
  ]);
  expect(github.read(`${base}/checkout-api/environments/production`).protection_rules).toEqual([]);
});
