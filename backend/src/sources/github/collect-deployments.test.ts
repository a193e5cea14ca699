import { DeploymentData } from '@smartops/contract';
import { expect, it } from 'vitest';
import { base, iso, jobsAre, never, runsAre, statesAre, world } from './collecting.fixture.ts';
import { aDeployment, aJob, aRun, aState, start } from './fake-github.fixture.ts';

it('takes a deploying run as the deployment where there are no GitHub Deployments', async () => {
  const { fake, connection } = world();
  runsAre(fake, aRun({ name: 'Deploy', display_title: 'Deploy v2.31.0' }), aRun({ id: 6 }));
  for (const id of [6, 7]) jobsAre(fake, id);

  const batch = await connection.collect(undefined, never);

  const deployments = batch.events.filter(({ kind }) => kind === 'deployment');
  expect(deployments).toHaveLength(1);
  expect(deployments[0]).toMatchObject({
    id: 'github:deployment:run-7',
    title: 'checkout-api deploy to production',
    resourceId: 'github:repository:checkout-api',
  });
  expect(DeploymentData.parse(deployments[0]?.data)).toMatchObject({
    service: 'checkout-api',
    environment: 'production',
    version: 'v2.31.0',
    runId: '7',
  });
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
