import { DeploymentData, RunData } from '@smartops/contract';
import { type Simulator, startSimulator } from '@smartops/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEgress } from '../../../platform/egress/egress.ts';
import type { Wish } from '../../source-actions.ts';
import { github } from '../index.ts';

const epoch = Date.parse('2026-03-01T12:00:00Z');
const repositories = ['checkout-api', 'ledger-worker', 'pricing-service', 'search-indexer', 'storefront-web'];
const signal = new AbortController().signal;
const egress = openEgress({ timeoutMs: 60_000 });
const minute = 60_000;
let now = epoch;
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ seed: 'actions', epoch, now: () => now });
});
afterAll(async () => {
  await simulator.close();
  await egress.close();
});

function connect() {
  const config = { owner: 'harbor-goods', repositories, token: 'demo', apiUrl: simulator.githubUrl };
  const connection = github.connect(config, {
    connectionId: 'gh',
    fetch: egress.fetchConfigured,
    fetchTyped: egress.fetchTyped,
    now: () => now,
  });
  const { actions } = connection;
  if (!actions) throw new Error('GitHub can be acted on');
  const events = async () => (await connection.collect(undefined, signal)).events;
  return {
    actions,
    runs: async () =>
      (await events()).filter(({ kind }) => kind === 'pipeline-run').map(({ data }) => RunData.parse(data)),
    deployments: async () =>
      (await events())
        .filter(({ kind }) => kind === 'deployment')
        .map(({ id, data }) => ({ id: id.slice('gh:deployment:'.length), data: DeploymentData.parse(data) })),
    /** Lets minutes pass until it is over. */
    async done(wish: Wish) {
      const { plan } = await actions.prepare(wish, signal);
      const { watch } = await actions.run(plan, signal);
      for (let i = 0; i < 60; i++) {
        const progress = await actions.follow(watch, signal);
        if (progress.state !== 'going') return progress;
        now += minute;
      }
      throw new Error(`It did not end in an hour: ${JSON.stringify(await actions.follow(watch, signal))}`);
    },
  };
}

describe('at the practice GitHub', { timeout: 120_000 }, () => {
  it('runs a failed run again, as another attempt', async () => {
    const { runs, done } = connect();
    const failed = (await runs()).find(({ rawStatus }) => rawStatus === 'failure');
    if (!failed) throw new Error('None has failed');
    const progress = await done({ kind: 'rerun-failed', run: failed });
    const after = (await runs()).find(({ runId }) => runId === failed.runId);

    expect(['succeeded', 'failed']).toContain(progress.state);
    expect(after).toMatchObject({ attempt: failed.attempt + 1 });
    expect(after?.rawStatus === 'success').toBe(progress.state === 'succeeded');
  });

  it('cancels what is going, and nothing that has ended', async () => {
    const { runs, done, actions } = connect();
    let going: RunData | undefined;
    for (let i = 0; !going && i < 240; i++) {
      going = (await runs()).find(({ status }) => status === 'running');
      if (!going) now += minute;
    }
    if (!going) throw new Error('Nothing goes');
    expect(await done({ kind: 'cancel', run: going })).toMatchObject({ state: 'succeeded' });
    await expect(actions.prepare({ kind: 'cancel', run: going }, signal)).rejects.toThrow(
      'has ended already',
    );
  });

  it('cancels what was run again while that is being watched', async () => {
    const { runs, actions } = connect();
    const ended = (await runs()).find(({ rawStatus }) => rawStatus === 'success');
    if (!ended) throw new Error('None has ended');
    const again = await actions.prepare({ kind: 'rerun', run: ended }, signal);
    const { watch } = await actions.run(again.plan, signal);
    const stop = await actions.prepare({ kind: 'cancel', run: ended }, signal);
    expect(stop.lock).not.toBe(again.lock);
    await actions.run(stop.plan, signal);
    now += minute;

    expect(await actions.follow(watch, signal)).toMatchObject({ state: 'failed' });
  });

  it('rolls production back and sees that it is live', async () => {
    const { deployments, done } = connect();
    const all = (await deployments())
      .filter(({ data }) => data.environment === 'production')
      .toSorted((a, b) => b.data.startedAt - a.data.startedAt);
    const live = all.find(
      ({ data }) =>
        data.status === 'success' && all.filter((one) => one.data.service === data.service).length > 1,
    );
    if (!live) throw new Error('Nothing is live');
    const progress = await done({ kind: 'rollback', deployment: live.data, deploymentId: live.id });
    const newest = (await deployments())
      .filter(({ data }) => data.service === live.data.service && data.environment === 'production')
      .toSorted((a, b) => b.data.startedAt - a.data.startedAt)[0];

    expect(progress).toMatchObject({
      state: 'succeeded',
      text: expect.stringContaining('is live in production'),
    });
    expect(newest?.data.sha).not.toBe(live.data.sha);
  });

  it('deploys the same version again', async () => {
    const { deployments, done } = connect();
    const staged = (await deployments()).find(
      ({ data }) => data.environment === 'staging' && data.status === 'success',
    );
    if (!staged) throw new Error('Nothing is staged');

    expect(await done({ kind: 'redeploy', deployment: staged.data, deploymentId: staged.id })).toMatchObject({
      state: 'succeeded',
    });
  });

  it('starts the workflow anew at its tag when the run of the version before was deleted', async () => {
    const { deployments, done, actions } = connect();
    now += 60 * minute;
    const all = (await deployments())
      .filter(({ data }) => data.environment === 'production' && data.service === 'search-indexer')
      .toSorted((a, b) => b.data.startedAt - a.data.startedAt);
    const live = all.find(({ data }) => data.status === 'success');
    const before = all.find(
      ({ data }) =>
        data.status === 'success' &&
        data.startedAt < (live?.data.startedAt ?? 0) &&
        data.sha !== live?.data.sha,
    );
    if (!live || !before) throw new Error('Nothing to go back to');
    const gone = `${simulator.githubUrl}/repos/harbor-goods/search-indexer/actions/runs/${before.data.runId}`;
    await fetch(gone, { method: 'DELETE', headers: { authorization: 'token demo' } });
    const wish = { kind: 'rollback', deployment: live.data, deploymentId: live.id } as const;
    const { summary, plan } = await actions.prepare(wish, signal);

    expect(plan).toMatchObject({ ask: 'dispatch', ref: before.data.version });
    expect(summary.does).toContain(`anew at ${before.data.version}`);
    expect(await done(wish)).toMatchObject({
      state: 'succeeded',
      text: `${before.data.version} is live in production`,
    });
  });
});
