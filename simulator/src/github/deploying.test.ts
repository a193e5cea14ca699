import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../world/world.ts';
import { type Asking, asDescribed, base, epoch, octokit } from './asking.fixture.ts';

const repo = `${base}/checkout-api`;
const deploys = `${repo}/actions/workflows/deploy.yml`;
const where = { owner: 'harbor-goods', repo: 'checkout-api' };

interface Deployed {
  readonly id: number;
  readonly sha: string;
  readonly payload: { readonly version: string };
}

const statesOf = (github: Asking, id: number, of = repo) =>
  github.read(`${of}/deployments/${id}/statuses`).map(({ state }: { state: string }) => state);

/** What is live in an environment, by GitHub's word. */
const live = (github: Asking, environment: string, of = repo): Deployed =>
  github
    .read(`${of}/deployments?environment=${environment}&per_page=100`)
    .find(({ id }: Deployed) => statesOf(github, id, of)[0] === 'success');

const messageOf = ({ body }: { readonly body: string }) => JSON.parse(body).message;

describe('a workflow that is dispatched', () => {
  it('rolls back: a run goes, and then the version of before is live and the bad one is not', async () => {
    const github = asDescribed();
    const bad = live(github, 'production');
    const good = github
      .read(`${repo}/deployments?environment=production`)
      .find(({ payload }: Deployed) => payload.version !== bad.payload.version);
    const { version } = good.payload;
    const asked = await octokit(github).request(
      'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
      { ...where, workflow_id: 'rollback.yml', ref: 'main', inputs: { version }, return_run_details: true },
    );
    expect(asked.status).toBe(200);
    const { workflow_run_id: id } = asked.data as unknown as { workflow_run_id: number };
    const url = `${repo}/actions/runs/${id}`;
    expect(github.read(url)).toMatchObject({
      status: 'queued',
      event: 'workflow_dispatch',
      head_branch: 'main',
      display_title: `Roll back production to ${version}`,
      actor: { login: 'pnair' },
    });
    expect(github.read(`${repo}/actions/runs`).workflow_runs[0].id).toBe(id);
    github.setNow(epoch + 20 * SECOND);
    expect(github.read(url).status).toBe('in_progress');
    expect(live(github, 'production').id).toBe(bad.id);

    github.setNow(epoch + 2 * MINUTE);
    expect(github.read(url)).toMatchObject({ status: 'completed', conclusion: 'success' });
    expect(live(github, 'production')).toMatchObject({
      sha: good.sha,
      task: 'rollback',
      payload: { version, run_id: id },
    });
    expect(statesOf(github, bad.id)).toEqual(['inactive', 'success', 'in_progress', 'queued']);
  });

  it('deploys what a tag names, where its input says', () => {
    const github = asDescribed();
    const { payload, sha } = live(github, 'production');
    const asked = { ref: payload.version, inputs: { environment: 'staging' } };
    expect(github.act('POST', `${deploys}/dispatches`, asked)).toMatchObject({ status: 204, body: '' });
    const [run] = github.read(`${deploys}/runs?event=workflow_dispatch`).workflow_runs;
    expect(run).toMatchObject({ head_branch: payload.version, head_sha: sha });
    github.setNow(epoch + 4 * MINUTE);
    const [made] = github
      .read(`${repo}/deployments?environment=staging&sha=${sha}`)
      .filter((one: { payload: { run_id: number } }) => one.payload.run_id === run.id);
    expect(statesOf(github, made.id)).toContain('success');
  });

  it('is given a number of its own, and the runs after it go on counting', () => {
    const github = asDescribed();
    for (let index = 0; index < 3; index++) github.act('POST', `${deploys}/dispatches`, { ref: 'main' });
    github.setNow(epoch + 3 * HOUR);
    const { workflow_runs: runs } = github.read(`${deploys}/runs?per_page=20`);
    const numbers = runs.map(({ run_number }: { run_number: number }) => run_number);
    expect(numbers).toEqual(numbers.map((_: number, index: number) => numbers[0] - index));
    expect(runs.filter(({ event }: { event: string }) => event === 'workflow_dispatch')).toHaveLength(3);
  });

  it('fails again with a commit that is broken, however often it is tried', () => {
    const github = asDescribed();
    const { workflow_runs: failed } = github.read(`${deploys}/runs?event=push&status=failure`);
    for (const { head_sha: version } of failed)
      github.act('POST', `${deploys}/dispatches`, { ref: 'main', inputs: { version } });
    github.setNow(epoch + 10 * MINUTE);
    const { workflow_runs: begun } = github.read(`${deploys}/runs?event=workflow_dispatch&status=failure`);
    expect(begun.length).toBeGreaterThan(0);
    for (const { id } of begun) github.act('POST', `${repo}/actions/runs/${id}/rerun`);
    github.setNow(epoch + 20 * MINUTE);
    for (const { id } of begun)
      expect(github.read(`${repo}/actions/runs/${id}`)).toMatchObject({
        run_attempt: 2,
        conclusion: 'failure',
      });
  });

  it('can be stopped, and then nothing else is live', () => {
    const github = asDescribed();
    const before = live(github, 'production');
    github.act('POST', `${deploys}/dispatches`, { ref: 'main' });
    const [{ id }] = github.read(`${deploys}/runs`).workflow_runs;
    github.setNow(epoch + 30 * SECOND);
    expect(github.act('POST', `${repo}/actions/runs/${id}/cancel`).status).toBe(202);
    github.setNow(epoch + MINUTE);
    expect(live(github, 'production').id).toBe(before.id);
    expect(github.read(`${repo}/actions/runs/${id}`).conclusion).toBe('cancelled');
  });

  it.each([
    [
      'an input it does not know',
      'deploy.yml',
      { ref: 'main', inputs: { force: 'yes' } },
      /^Unexpected inputs provided: \["force"\]$/,
    ],
    [
      'a value that is no choice',
      'deploy.yml',
      { ref: 'main', inputs: { environment: 'moon' } },
      /'moon' for input 'environment'/,
    ],
    [
      'no value where it needs one',
      'rollback.yml',
      { ref: 'main' },
      /^Required input 'version' not provided$/,
    ],
    ['no trigger for it', 'ci.yml', { ref: 'main' }, /'workflow_dispatch' trigger/],
    ['a branch that is not there', 'deploy.yml', { ref: 'nowhere' }, /^No ref found for: nowhere$/],
    ['no ref', 'deploy.yml', {}, /"ref" wasn't supplied/],
  ])('is refused with %s', (_, file, body, message) => {
    const github = asDescribed();
    const list = `${repo}/actions/runs?per_page=1`;
    const { total_count: before } = github.read(list);
    const reply = github.act('POST', `${repo}/actions/workflows/${file}/dispatches`, body);
    expect(reply.status).toBe(422);
    expect(messageOf(reply)).toMatch(message);
    expect(github.read(list).total_count).toBe(before);
  });

  it('is refused for a sha, and where there is no such workflow', () => {
    const github = asDescribed();
    const { sha } = github.read(`${repo}/commits/main`);
    expect(github.act('POST', `${deploys}/dispatches`, { ref: sha }).status).toBe(422);
    const nightly = `${repo}/actions/workflows/nightly.yml/dispatches`;
    expect(github.act('POST', nightly, { ref: 'main' }).status).toBe(404);
  });
});

describe('a deployment made by a caller', () => {
  const of = `${base}/ledger-worker`;
  const make = (github: Asking, body: object) => {
    const reply = github.act('POST', `${of}/deployments`, { required_contexts: [], ...body });
    expect(reply.status).toBe(201);
    return JSON.parse(reply.body);
  };
  const say = (github: Asking, id: number, body: object) => {
    const reply = github.act('POST', `${of}/deployments/${id}/statuses`, body);
    expect(reply.status).toBe(201);
    return { ...JSON.parse(reply.body), location: reply.headers.location };
  };

  it('is listed with what was asked, and goes as its statuses say', () => {
    const github = asDescribed();
    const made = make(github, {
      ref: 'main',
      environment: 'qa',
      payload: { version: 'v9' },
      description: 'By hand',
    });
    expect(github.read(`${of}/deployments`)).toEqual([made]);
    expect(made).toMatchObject({
      environment: 'qa',
      task: 'deploy',
      payload: { version: 'v9' },
      description: 'By hand',
      production_environment: false,
    });
    expect(github.read(`${of}/environments`).environments.map(({ name }: { name: string }) => name)).toEqual([
      'qa',
    ]);
    github.setNow(epoch + MINUTE);
    const log = 'https://ci.harbor-goods.example/9';
    const said = say(github, made.id, { state: 'in_progress', log_url: log, description: 'Going' });
    expect(said).toMatchObject({ state: 'in_progress', target_url: log, description: 'Going' });
    expect(github.read(new URL(said.location).pathname).id).toBe(said.id);
    github.setNow(epoch + 2 * MINUTE);
    say(github, made.id, { state: 'success', environment_url: 'https://qa.harbor-goods.example' });
    expect(statesOf(github, made.id, of)).toEqual(['success', 'in_progress']);
    expect(github.read(`${of}/deployments/${made.id}`).updated_at).toBe('2026-03-02T12:02:00Z');
  });

  it('makes those before it in its environment inactive, unless told not to', () => {
    const github = asDescribed();
    const deploy = (minute: number, body: object = {}) => {
      github.setNow(epoch + minute * MINUTE);
      const { id } = make(github, { ref: 'main', environment: 'qa' });
      say(github, id, { state: 'success', ...body });
      return id;
    };
    const first = deploy(1);
    const second = deploy(2, { auto_inactive: false });
    expect(statesOf(github, first, of)).toEqual(['success']);
    deploy(3);
    expect(statesOf(github, first, of)).toEqual(['inactive', 'success']);
    expect(statesOf(github, second, of)).toEqual(['inactive', 'success']);
  });

  it('spares what is production or transient, as GitHub documents it', () => {
    const github = asDescribed();
    for (const body of [
      { environment: 'production' },
      { environment: 'pr-7', transient_environment: true },
    ]) {
      const ids = [1, 2].map((minute) => {
        github.setNow(github.world.now() + minute * MINUTE);
        const { id } = make(github, { ref: 'main', ...body });
        say(github, id, { state: 'success' });
        return id;
      });
      expect(statesOf(github, ids[0] ?? 0, of)).toEqual(['success']);
    }
  });

  it('moves to another environment when a status says so', () => {
    const github = asDescribed();
    const { id } = make(github, { ref: 'main', environment: 'qa' });
    say(github, id, { state: 'success', environment: 'staging' });
    expect(github.read(`${of}/deployments/${id}`)).toMatchObject({
      environment: 'staging',
      original_environment: 'qa',
    });
  });

  it('is refused while the checks of its commit have failed, unless none are required', () => {
    const github = asDescribed();
    const { workflow_runs: failed } = github.read(`${of}/actions/runs?event=push&status=failure`);
    const [{ head_sha: ref }] = failed;
    const reply = github.act('POST', `${of}/deployments`, { ref, auto_merge: false });
    expect(reply.status).toBe(409);
    expect(messageOf(reply)).toBe(`Conflict: Commit status checks failed for ${ref}.`);
    expect(github.read(`${of}/deployments`)).toEqual([]);
    make(github, { ref, auto_merge: false });
  });

  it('first merges main into a branch that is behind, and does not where that is a conflict', () => {
    const github = asDescribed();
    const { workflow_runs: runs } = github.read(`${of}/actions/runs?event=pull_request&per_page=100`);
    const branches: string[] = runs.map(({ head_branch }: { head_branch: string }) => head_branch);
    const branch = branches.findLast((name) => !name.startsWith('dependabot/'));
    const bump = branches.findLast((name) => name.startsWith('dependabot/'));
    const ask = (ref: string | undefined) =>
      github.act('POST', `${of}/deployments`, { ref, required_contexts: [] });
    const merged = ask(branch);
    expect(merged.status).toBe(202);
    expect(messageOf(merged)).toBe(`Auto-merged main into ${branch} on deployment.`);
    expect(ask(branch).status).toBe(201);
    expect(github.read(`${of}/commits/${encodeURIComponent(branch ?? '')}`).commit.message).toBe(
      `Merge branch 'main' into ${branch}`,
    );
    expect(ask(bump).status).toBe(409);
  });

  it('is refused without a ref, with one that is not there, and with a state that is none', () => {
    const github = asDescribed();
    expect(github.act('POST', `${of}/deployments`, {}).status).toBe(422);
    expect(github.act('POST', `${of}/deployments`, { ref: 'nowhere' }).status).toBe(422);
    const { id } = make(github, { ref: 'main' });
    expect(github.act('POST', `${of}/deployments/${id}/statuses`, { state: 'fine' }).status).toBe(422);
    expect(github.act('POST', `${of}/deployments/7/statuses`, { state: 'success' }).status).toBe(404);
    expect(statesOf(github, id, of)).toEqual([]);
  });
});
