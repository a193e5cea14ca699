import { createHmac } from 'node:crypto';
import { DeploymentData, RunData, type SourceEvent } from '@smartops/contract';
import { describe, expect, it } from 'vitest';
import { aDeployment, aJob, aRepository, aRun, aState, fakeGitHub, start } from './fake-github.fixture.ts';
import { github } from './index.ts';

const secret = 'a secret of the webhook';
const repository = { name: 'checkout-api', owner: { login: 'harbor-goods' } };
const iso = (at: number) => new Date(at).toISOString();

function open() {
  const config = { owner: 'harbor-goods', repositories: ['checkout-api'], token: 't', webhookSecret: secret };
  const { webhook } = github.connect(config, fakeGitHub().tools);
  if (!webhook) throw new Error('A secret opens the door');
  const known = new Map<string, SourceEvent>();
  const deliver = async (event: string, body: object) => {
    const brought = await webhook.receive({ id: 'x', event, body: { repository, ...body } }, async (id) =>
      known.get(id),
    );
    for (const one of brought?.events ?? []) known.set(one.id, one);
    return brought;
  };
  const run = () => RunData.parse(known.get('github:run:7')?.data);
  const deployment = () => DeploymentData.parse(known.get('github:deployment:900')?.data);
  return { webhook, deliver, run, deployment, known };
}

const going = { status: 'in_progress', conclusion: null };
const runBody = (fields: object) => ({ workflow_run: aRun({ ...fields }) });
const jobBody = (fields: object) => ({ workflow_job: { ...aJob(), run_attempt: 1, ...fields } });

describe('the signature', () => {
  const raw = Buffer.from('{"zen":"x"}');
  const sign = (body: Buffer, key = secret) =>
    `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
  const headers = {
    'x-github-delivery': '72d3162e-cc78',
    'x-github-event': 'ping',
    'x-hub-signature-256': sign(raw),
  };

  it('opens what GitHub signed', () => {
    expect(open().webhook.open(headers, raw)).toEqual({
      id: '72d3162e-cc78',
      event: 'ping',
      body: { zen: 'x' },
    });
  });

  it.each([
    ['another key', { 'x-hub-signature-256': sign(raw, 'another secret of someone') }, raw],
    ['another body', {}, Buffer.from('{"zen":"y"}')],
    ['no signature', { 'x-hub-signature-256': undefined }, raw],
    ['an empty one', { 'x-hub-signature-256': 'sha256=' }, raw],
    ['the old kind', { 'x-hub-signature-256': sign(raw).replace('sha256', 'sha1') }, raw],
    ['one with more behind', { 'x-hub-signature-256': `${sign(raw)}0` }, raw],
    ['one in capitals', { 'x-hub-signature-256': sign(raw).toUpperCase() }, raw],
  ])('opens nothing with %s', (_name, more, body) => {
    expect(open().webhook.open({ ...headers, ...more }, body)).toBeUndefined();
  });

  it('says what is wrong with a delivery that is signed and no JSON', () => {
    const form = Buffer.from('payload=%7B%7D');
    expect(() => open().webhook.open({ ...headers, 'x-hub-signature-256': sign(form) }, form)).toThrow(
      'Choose application/json',
    );
  });
});

describe('what GitHub delivers', () => {
  it('is a run with its jobs, in any order and any number of times', async () => {
    const { deliver, run } = open();
    await deliver('workflow_run', runBody(going));
    await deliver('workflow_job', jobBody({ id: 72, name: 'deploy', ...going, completed_at: null }));
    await deliver('workflow_job', jobBody({}));
    await deliver('workflow_job', jobBody({ ...going, completed_at: null }));
    await deliver('workflow_run', runBody({ updated_at: iso(start) }));
    await deliver('workflow_run', runBody(going));
    await deliver('workflow_run', runBody({ updated_at: iso(start) }));

    expect(run()).toMatchObject({ status: 'success', attempt: 1 });
    expect(run().jobs.map(({ name, status }) => [name, status])).toEqual([
      ['deploy', 'running'],
      ['build', 'success'],
    ]);
  });

  it('begins anew with another attempt, and hears no more of the one before', async () => {
    const { deliver, run } = open();
    await deliver('workflow_run', runBody({ conclusion: 'failure' }));
    await deliver('workflow_job', jobBody({ conclusion: 'failure' }));
    await deliver('workflow_run', runBody({ ...going, run_attempt: 2, run_started_at: iso(start) }));
    await deliver('workflow_job', jobBody({ conclusion: 'failure' }));
    await deliver('workflow_run', runBody({ conclusion: 'failure' }));

    expect(run()).toMatchObject({ attempt: 2, status: 'running', jobs: [] });
  });

  it('is a deployment and how it went, whichever is heard first', async () => {
    for (const order of [
      [aState({ state: 'in_progress' }), aState(), undefined],
      [aState(), aState({ state: 'in_progress' }), undefined],
      [undefined, aState(), aState({ state: 'inactive' })],
    ]) {
      const { deliver, deployment } = open();
      for (const state of order)
        await deliver(state ? 'deployment_status' : 'deployment', {
          deployment: aDeployment(),
          ...(state && { deployment_status: state }),
        });
      expect(deployment()).toMatchObject({ status: 'success', environment: 'production', runId: '7' });
    }
  });

  it('changes nothing when it is of a repository that is not watched, a push, or a job of nothing known', async () => {
    const { deliver, known } = open();
    const other = { name: 'secret-thing', owner: { login: 'harbor-goods' } };
    const evil = { name: 'checkout-api', owner: { login: 'evil' } };
    for (const [event, body] of [
      ['workflow_run', { ...runBody({}), repository: other }],
      ['workflow_run', { ...runBody({}), repository: evil }],
      ['workflow_run', { ...runBody({}), repository: null }],
      ['push', { ref: 'refs/heads/main' }],
      ['ping', { zen: 'Keep it logically awesome.' }],
      ['workflow_job', jobBody({})],
    ] as const)
      expect(await deliver(event, body)).toBeUndefined();
    expect(known.size).toBe(0);
  });
});

it('asks little of a repository that tells by itself, until a change was not told', async () => {
  const fake = fakeGitHub();
  const path = '/repos/harbor-goods/checkout-api';
  fake.answer(path, aRepository('checkout-api'));
  fake.answer(`${path}/actions/runs`, { total_count: 0, workflow_runs: [] });
  fake.answer(`${path}/deployments`, []);
  const config = { owner: 'harbor-goods', repositories: ['checkout-api'], token: 't', webhookSecret: secret };
  const { webhook, collect } = github.connect(config, fake.tools);
  const never = new AbortController().signal;
  const lookAfter = async (minutes: number, cursor: string | undefined) => {
    fake.setNow(start + minutes * 60_000);
    fake.asked.length = 0;
    const batch = await collect(cursor, never);
    return { batch, asked: fake.asked.filter((call) => call.includes('/actions/runs?')).length };
  };
  const first = await lookAfter(0, undefined);
  await webhook?.receive({ id: 'x', event: 'push', body: { repository } }, async () => undefined);

  const waiting = await lookAfter(10, first.batch.cursor);
  expect(waiting.asked).toBe(0);
  expect(waiting.batch.resources).toEqual(first.batch.resources);
  const untold = aRun({ created_at: iso(start + 900_000), updated_at: iso(start + 1_000_000) });
  fake.answer(`${path}/actions/runs`, { total_count: 1, workflow_runs: [untold] });
  fake.answer(`${path}/actions/runs/7/jobs`, { total_count: 1, jobs: [aJob()] });
  const third = await lookAfter(31, waiting.batch.cursor);
  expect(third.batch.events).toHaveLength(1);
  expect((await lookAfter(32, third.batch.cursor)).asked).toBeGreaterThan(0);
});
