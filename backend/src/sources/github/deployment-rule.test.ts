import { expect, it } from 'vitest';
import { deploys, environmentOfDeployment, environmentOfRun, versionOf } from './deployment-rule.ts';

const words = ['deploy', 'release', 'rollback'];
const run = {
  name: 'Deploy',
  path: '.github/workflows/deploy.yml',
  head_branch: 'main',
  event: 'push',
  display_title: 'Fix the staging banner',
};

it.each([
  ['Deploy to production', 'x.yml', true],
  ['Ship it', '.github/workflows/deploy.yml@main', true],
  ['ROLLBACK', 'r.yml', true],
  ['CI', '.github/workflows/ci.yml', false],
  [null, null, false],
])('tells by name or file whether a workflow deploys: %s, %s', (name, path, expected) => {
  expect(deploys({ ...run, name, path }, words)).toBe(expected);
});

it.each([
  [{}, 'production'],
  [{ head_branch: 'master' }, 'production'],
  [{ head_branch: 'v2.31.0' }, 'production'],
  [{ head_branch: 'staging' }, 'staging'],
  [{ name: 'Deploy staging' }, 'staging'],
  [{ path: '.github/workflows/deploy-staging.yml' }, 'staging'],
  [{ head_branch: 'feature/pool' }, 'preview'],
  [{ head_branch: 'feature/reproduce-bug' }, 'preview'],
  [{ head_branch: 'hotfix', name: 'Deploy production' }, 'production'],
  [{ event: 'workflow_dispatch', display_title: 'Deploy checkout-api to staging' }, 'staging'],
  [{ head_branch: null }, 'preview'],
])('derives where a run deploys to from %o', (fields, expected) => {
  expect(environmentOfRun({ ...run, ...fields })).toBe(expected);
});

it.each([
  ['production', false, 'production'],
  ['Prod-EU', undefined, 'production'],
  ['live', true, 'production'],
  ['staging', false, 'staging'],
  ['stage-2', null, 'staging'],
  ['preview-412', false, 'preview'],
  ['github-pages', false, 'preview'],
])('takes %s (production: %s) as %s', (environment, isProduction, expected) => {
  expect(environmentOfDeployment({ environment, production_environment: isProduction })).toBe(expected);
});

it.each([
  ['v2.31.0', {}, '', 'v2.31.0'],
  ['refs/tags/2.31.0-rc.1', {}, '', '2.31.0-rc.1'],
  ['main', { version: 'v2.31.0' }, '', 'v2.31.0'],
  ['main', '{"version":"v2.31.0"}', '', 'v2.31.0'],
  ['main', '', 'Deploy checkout-api v2.31.0 to production', 'v2.31.0'],
  ['main', 'not { json', 'Raise the pool', null],
  ['release/2', null, 'see rev1.2.3', null],
])('reads the version from ref %s, payload %o, title "%s"', (ref, payload, title, expected) => {
  expect(versionOf(ref, payload, title)).toBe(expected);
});
