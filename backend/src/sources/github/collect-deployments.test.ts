import { DeploymentData } from '@smartops/contract';
import { expect, it } from 'vitest';
import { base, iso, jobsAre, never, runsAre, statesAre, world } from './collecting.fixture.ts';
import { aDeployment, aJob, aRun, aState, start } from './fake-github.fixture.ts';

it('counts a deploying run as a deployment by the default, one that was skipped as none', async () => {
  const { fake, connection } = world();
  const deploy = { name: 'Deploy', display_title: 'Deploy v2.31.0' };
  runsAre(fake, aRun(deploy), aRun({ id: 6 }), aRun({ ...deploy, id: 5, conclusion: 'skipped' }));
  for (const id of [5, 6, 7]) jobsAre(fake, id);

  const { events } = await connection.collect(undefined, never);
  const counted = events.map((event) => connection.countsAs?.(event, []));

  expect(events.map(({ kind }) => kind)).toEqual(['pipeline-run', 'pipeline-run', 'pipeline-run']);
  expect(counted.map((one) => [one?.id, one?.serviceId, one?.deployment !== undefined])).toEqual([
    ['github:deployment:run-7', 'github:repository:checkout-api', true],
    ['github:deployment:run-6', 'github:repository:checkout-api', false],
    ['github:deployment:run-5', 'github:repository:checkout-api', false],
  ]);
  const [{ deployment } = {}] = counted.flatMap((one) => one ?? []);
  expect(deployment).toMatchObject({
    id: 'github:deployment:run-7',
    title: 'checkout-api deploy to production',
    resourceId: 'github:repository:checkout-api',
  });
  expect(DeploymentData.parse(deployment?.data)).toMatchObject({
    service: 'checkout-api',
    environment: 'production',
    version: 'v2.31.0',
    runId: '7',
  });
});

it('counts a run by the rules of people before the default', async () => {
  const { fake, connection } = world();
  runsAre(fake, aRun({ name: 'Nightly' }));
  jobsAre(fake, 7);
  const rule = { repository: '*', workflow: 'night*', branch: 'main', target: 'staging' } as const;

  const { events } = await connection.collect(undefined, never);
  const [counted] = events.map((event) => connection.countsAs?.(event, [rule]));

  expect(counted).toMatchObject({ rule: 0, deployment: { data: { environment: 'staging', runId: '7' } } });
});

it('never shows a GitHub Deployment and the run that made it as two', async () => {
  const { fake, connection } = world();
  runsAre(fake, aRun({ name: 'Deploy' }));
  jobsAre(fake, 7, aJob());
  fake.answer(`${base}/deployments`, [
    aDeployment({ environment: 'staging', payload: { version: 'v2.31.0' } }),
  ]);
  statesAre(fake, 900, aState({ state: 'inactive' }), aState(), aState({ state: 'in_progress' }));

  const batch = await connection.collect(undefined, never);

  const deployments = batch.events.filter(({ kind }) => kind === 'deployment');
  expect(deployments.map(({ id, outcome }) => [id, outcome])).toEqual([
    ['github:deployment:900', 'succeeded'],
  ]);
  expect(deployments[0]?.data).toMatchObject({
    environment: 'staging',
    version: 'v2.31.0',
    runId: '7',
    finishedAt: start - 400_000,
  });
});

it('watches a deployment until it has ended', async () => {
  const { fake, connection } = world();
  fake.answer(`${base}/deployments`, [aDeployment({ updated_at: iso(start - 490_000) })]);
  statesAre(fake, 900, aState({ state: 'in_progress' }));
  const first = await connection.collect(undefined, never);
  expect(first.events[0]).toMatchObject({ outcome: 'running', data: { finishedAt: null } });

  statesAre(fake, 900, aState({ state: 'failure' }), aState({ state: 'in_progress' }));
  const second = await connection.collect(first.cursor, never);

  expect(second.events[0]).toMatchObject({ id: 'github:deployment:900', outcome: 'failed' });
});
