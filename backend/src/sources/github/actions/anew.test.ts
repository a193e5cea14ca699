import { describe, expect, it } from 'vitest';
import { aDeployment, aRun, aState, start } from '../fake-github.fixture.ts';
import { commitNew, commitOld, day, type Fake, iso, open, refusal, repo, signal } from './v2-live.fixture.ts';

describe('a rollback to a version whose run GitHub runs no more', () => {
  const file = `${repo}/contents/.github%2Fworkflows%2Fdeploy.yml`;
  const dispatches = `${repo}/actions/workflows/3/dispatches`;
  const text = (...on: string[]) => ({
    encoding: 'base64',
    content: Buffer.from(['name: Deploy', 'on:', ...on].join('\n')).toString('base64'),
  });
  const byHand = text(
    '  workflow_dispatch:',
    '    inputs:',
    '      environment: { type: choice, options: [staging, production], default: staging }',
    '      dry_run: { type: boolean, default: false }',
  );
  const tooOld = (fake: Fake) =>
    fake.answer(`${repo}/actions/runs/7`, aRun({ id: 7, created_at: iso(start - 31 * day) }));
  const tagged = [
    { name: 'latest-good', commit: { sha: commitOld } },
    { name: 'v1.0.0', commit: { sha: commitOld } },
  ];

  function openOld() {
    const opened = open();
    tooOld(opened.fake);
    opened.fake.answer(file, byHand);
    opened.fake.answer(`${repo}/tags`, tagged);
    opened.fake.answer(`${repo}/commits/${commitOld}/branches-where-head`, []);
    opened.fake.answer(`${repo}/actions/runs/8`, aRun({ id: 8, head_sha: commitNew, name: 'Deploy' }));
    opened.fake.answer('/user', { login: 'ops-bot' });
    return opened;
  }

  it('says that its workflow starts anew, where, and with which inputs', async () => {
    const { fake, prepare } = openOld();
    const { summary, plan } = await prepare();

    expect(summary.does).toBe(
      'GitHub starts the workflow Deploy anew at v1.0.0, which is v1.0.0 (bbbbbbb), with environment = production. No run is run again, because GitHub runs nothing again that is older than 30 days.',
    );
    expect(summary.facts[0]).toMatchObject({
      label: 'Way',
      warns: true,
      items: [
        { text: 'environment = production', url: null },
        { text: 'dry_run = false, as is usual there', url: null },
      ],
    });
    expect(plan).toMatchObject({
      ...{ ask: 'dispatch', workflowId: '3', ref: 'v1.0.0', inputs: { environment: 'production' } },
      live: { environment: 'production', sha: commitOld },
    });
    expect(fake.asked.some((path) => path.startsWith(file) && path.includes(`ref=${commitOld}`))).toBe(true);
  });

  it('is the same when the run was deleted, by the workflow that brought what is there now', async () => {
    const { fake, prepare } = openOld();
    fake.answer(`${repo}/actions/runs/7`, refusal(404, 'Not Found'));
    const { summary, plan } = await prepare();

    expect(plan).toMatchObject({ ask: 'dispatch', workflowId: '3', ref: 'v1.0.0' });
    expect(summary.does).toContain('the run that brought v1.0.0 there was deleted at GitHub');
  });

  it('starts at a branch where no tag is at the commit', async () => {
    const { fake, prepare } = openOld();
    fake.answer(`${repo}/tags`, [{ name: 'v9', commit: { sha: commitNew } }]);
    fake.answer(`${repo}/commits/${commitOld}/branches-where-head`, [{ name: 'release/1.0' }]);
    expect((await prepare()).plan).toMatchObject({ ref: 'release/1.0' });
  });

  it('has another fingerprint when the tag has moved away', async () => {
    const { fake, prepare } = openOld();
    const before = await prepare();
    expect((await openOld().prepare()).fingerprint).toBe(before.fingerprint);
    fake.answer(`${repo}/tags`, tagged.slice(0, 1));
    expect((await prepare()).fingerprint).not.toBe(before.fingerprint);
  });

  it.each<[string, (fake: Fake) => void, string]>([
    [
      'the workflow was not there then',
      (fake) => fake.answer(file, refusal(404, 'Not Found')),
      '.github/workflows/deploy.yml of v1.0.0 is not there',
    ],
    ['the workflow cannot be read', (fake) => fake.answer(file, text('  [')), 'cannot be read'],
    [
      'the workflow cannot be started by hand',
      (fake) => fake.answer(file, text('  push:')),
      'add workflow_dispatch to it',
    ],
    ['no tag and no branch is there', (fake) => fake.answer(`${repo}/tags`, []), 'git tag rollback-bbbbbbb'],
    [
      'an input only a person can say',
      (fake) =>
        fake.answer(file, text('  workflow_dispatch:', '    inputs:', '      ticket: { required: true }')),
      'it asks for ticket, which only a person can say. Start it at GitHub, at v1.0.0',
    ],
    [
      'the environment is not offered',
      (fake) =>
        fake.answer(
          file,
          text('  workflow_dispatch:', '    inputs:', '      env: { type: choice, options: [dev, staging] }'),
        ),
      'offers dev, staging',
    ],
    [
      'the workflow was deleted',
      (fake) => fake.answer(`${repo}/actions/workflows/3`, refusal(404, 'Not Found')),
      'workflow of this run was deleted',
    ],
    [
      'the workflow is disabled',
      (fake) =>
        fake.answer(`${repo}/actions/workflows/3`, { state: 'disabled_manually', name: 'Deploy', path: 'x' }),
      'disabled',
    ],
    [
      'the repository is archived',
      (fake) => fake.answer(repo, { archived: true, full_name: 'harbor-goods/checkout-api' }),
      'archived',
    ],
    [
      'both runs were deleted',
      (fake) => {
        fake.answer(`${repo}/actions/runs/7`, refusal(404, 'Not Found'));
        fake.answer(`${repo}/actions/runs/8`, refusal(404, 'Not Found'));
      },
      'nothing else says which workflow deploys there',
    ],
    [
      'the files may not be read',
      (fake) => fake.answer(file, refusal(403, 'Resource not accessible by personal access token')),
      'Contents: read',
    ],
  ])('is refused when %s', async (_name, change, message) => {
    const { fake, prepare } = openOld();
    change(fake);
    await expect(prepare()).rejects.toThrow(message);
  });

  it('watches the run that GitHub says it has started', async () => {
    const { fake, actions, prepare } = openOld();
    const { plan } = await prepare();
    fake.answer(dispatches, { workflow_run_id: 99, run_url: 'x', html_url: 'x' });
    const started = await actions.run(plan, signal);

    expect(started).toMatchObject({ pipelineId: '99', watch: { for: 'success', runId: '99', attempt: 1 } });
    fake.answer(`${repo}/actions/runs/99`, aRun({ id: 99, status: 'in_progress', conclusion: null }));
    expect(await actions.follow(started.watch, signal)).toMatchObject({ state: 'going' });
    fake.answer(`${repo}/actions/runs/99`, aRun({ id: 99, conclusion: 'failure' }));
    expect(await actions.follow(started.watch, signal)).toMatchObject({ state: 'failed' });
  });

  it('finds the run where GitHub does not say: by workflow, place, time and who asked', async () => {
    const { fake, actions, prepare } = openOld();
    const { plan } = await prepare();
    let asked = 0;
    fake.answer(dispatches, () => {
      asked += 1;
      return asked === 1
        ? Response.json(
            { message: 'Invalid request. "return_run_details" is not a permitted key.' },
            { status: 422 },
          )
        : new Response(null, { status: 204 });
    });
    const { watch, pipelineId } = await actions.run(plan, signal);
    const list = `${repo}/actions/workflows/3/runs`;
    const dispatched = (id: number, more = {}) =>
      aRun({ id, head_branch: 'v1.0.0', actor: { login: 'ops-bot' }, ...more });

    expect([pipelineId, asked]).toEqual([null, 2]);
    fake.answer(list, { workflow_runs: [] });
    expect(await actions.follow(watch, signal)).toMatchObject({
      state: 'going',
      text: expect.stringContaining('not show'),
    });
    const others = [dispatched(103, { actor: { login: 'sofia' } }), dispatched(101, { head_branch: 'main' })];
    fake.answer(list, {
      workflow_runs: [dispatched(104), ...others, dispatched(102, { conclusion: 'failure' })],
    });
    expect(await actions.follow(watch, signal)).toMatchObject({
      state: 'failed',
      url: expect.stringContaining('/runs/102'),
    });
    expect(fake.asked.at(-1)).toContain('event=workflow_dispatch');
    fake.answer(list, { workflow_runs: others });
    fake.setNow(start + 11 * 60_000);
    expect(await actions.follow(watch, signal)).toMatchObject({
      state: 'failed',
      text: expect.stringContaining('no new run'),
    });
  });

  it('never asks twice when no answer came', async () => {
    const { fake, actions, prepare } = openOld();
    const { plan } = await prepare();
    fake.answer(dispatches, refusal(503, 'Unavailable'));
    await expect(actions.run(plan, signal)).rejects.toMatchObject({ reason: 'unreachable' });
    expect(fake.asked.filter((path) => path.endsWith('/dispatches'))).toHaveLength(1);
  });

  it("says GitHub's own reason", async () => {
    const { fake, actions, prepare } = openOld();
    const { plan } = await prepare();
    fake.answer(dispatches, refusal(422, "Workflow does not have 'workflow_dispatch' trigger"));
    await expect(actions.run(plan, signal)).rejects.toThrow(
      "GitHub refuses: Workflow does not have 'workflow_dispatch'",
    );
  });

  it('makes a deployment anew where the workflow waits for one, and watches what becomes of it', async () => {
    const { fake, actions, prepare } = openOld();
    fake.answer(file, text('  deployment:'));
    fake.answer(
      `${repo}/deployments/901`,
      aDeployment({ id: 901, sha: commitOld, payload: { region: 'eu' } }),
    );
    const { plan, summary } = await prepare();
    expect(plan).toMatchObject({
      ask: 'deployment',
      like: '901',
      live: { environment: 'production', sha: commitOld },
    });
    expect(summary.does).toContain('A new GitHub Deployment of v1.0.0 (bbbbbbb) to production is made');

    fake.answer(`${repo}/deployments`, () => Response.json({ id: 903 }, { status: 201 }));
    const { watch } = await actions.run(plan, signal);
    const sent: unknown = JSON.parse(fake.bodyOf.get(`${repo}/deployments`) ?? '');
    expect(sent).toMatchObject({
      ...{ ref: commitOld, environment: 'production', task: 'deploy', payload: { region: 'eu' } },
      ...{ auto_merge: false, required_contexts: [] },
    });
    fake.answer(`${repo}/deployments/903/statuses`, []);
    expect(await actions.follow(watch, signal)).toMatchObject({ state: 'going' });
    fake.answer(`${repo}/deployments/903/statuses`, [aState()]);
    expect(await actions.follow(watch, signal)).toMatchObject({ state: 'succeeded' });
  });
});
