import type { DeployRule } from '@smartops/contract';
import { describe, expect, it } from 'vitest';
import { deploys, environmentOfDeployment, environmentOfRun, ruleOn, versionOf } from './deployment-rule.ts';

const words = ['deploy', 'release', 'rollback'];
const run = {
  repository: 'harbor-goods/checkout-api',
  workflow: 'Deploy',
  path: '.github/workflows/deploy.yml',
  branch: 'main',
  trigger: 'push',
  message: 'Fix the staging banner',
};

it.each([
  ['Deploy to production', 'x.yml', true],
  ['Ship it', '.github/workflows/deploy.yml@main', true],
  ['ROLLBACK', 'r.yml', true],
  ['CI', '.github/workflows/ci.yml', false],
  ['Workflow 7', undefined, false],
])('tells by name or file whether a workflow deploys: %s, %s', (workflow, path, expected) => {
  const { path: _, ...rest } = run;
  expect(deploys({ ...rest, workflow, ...(path && { path }) }, words)).toBe(expected);
});

it.each([
  [{}, 'production'],
  [{ branch: 'master' }, 'production'],
  [{ branch: 'v2.31.0' }, 'production'],
  [{ branch: 'staging' }, 'staging'],
  [{ workflow: 'Deploy staging' }, 'staging'],
  [{ path: '.github/workflows/deploy-staging.yml' }, 'staging'],
  [{ branch: 'feature/pool' }, 'preview'],
  [{ branch: 'feature/reproduce-bug' }, 'preview'],
  [{ branch: 'hotfix', workflow: 'Deploy production' }, 'production'],
  [{ trigger: 'workflow_dispatch', message: 'Deploy checkout-api to staging' }, 'staging'],
  [{ branch: 'detached' }, 'preview'],
])('derives where a run deploys to from %o', (fields, expected) => {
  expect(environmentOfRun({ ...run, ...fields })).toBe(expected);
});

describe('the rules of people', () => {
  const all: DeployRule = { repository: '*', workflow: '*', branch: '*', target: 'preview' };
  const by = (...rules: readonly Partial<DeployRule>[]) => ({
    rules: rules.map((rule) => ({ ...all, ...rule })),
    words,
  });

  it.each([
    [{ repository: 'checkout-*' }, true],
    [{ repository: 'harbor-goods/*' }, true],
    [{ repository: 'HARBOR-goods/checkout-api' }, true],
    [{ repository: 'harbor-goods' }, false],
    [{ repository: 'web' }, false],
    [{ workflow: 'deploy' }, true],
    [{ workflow: 'deploy.yml' }, true],
    [{ workflow: 'DEPLOY.*' }, true],
    [{ workflow: 'depl?y' }, true],
    [{ workflow: 'deplo' }, false],
    [{ workflow: 'deploy|x' }, false],
    [{ branch: 'ma*' }, true],
    [{ branch: 'Main' }, false],
    [{ branch: '(main)' }, false],
    [{ branch: '[m]ain' }, false],
    [{ branch: '!main' }, false],
    [{ branch: 'main', repository: 'web' }, false],
  ])('fit a run in all three: %o %s', (fields, fits) => {
    expect(ruleOn(run, by(fields)).rule).toBe(fits ? 0 : undefined);
  });

  it.each([
    ['*', 'release/2/hotfix'],
    ['release/*', 'release/2/hotfix'],
    ['*/hotfix', 'release/2/hotfix'],
    ['release/2.?', 'release/2.1'],
    ['C++ (prod) [x] {a,b}', 'C++ (prod) [x] {a,b}'],
    ['déploiement *', 'déploiement é'],
  ])('take only * and ? for more than themselves: %s is %s', (branch, text) => {
    expect(ruleOn({ ...run, branch: text }, by({ branch })).rule).toBe(0);
  });

  it('decide in their order, and leave the rest to the default', () => {
    const ruling = by(
      { workflow: 'CI', target: 'none' },
      { workflow: '*', branch: 'main', target: 'staging' },
    );

    expect(ruleOn({ ...run, workflow: 'CI' }, ruling)).toEqual({ rule: 0, environment: null });
    expect(ruleOn(run, ruling)).toEqual({ rule: 1, environment: 'staging' });
    expect(ruleOn({ ...run, branch: 'v1.0' }, ruling)).toEqual({
      rule: undefined,
      environment: 'production',
    });
    expect(ruleOn({ ...run, workflow: 'Ship', path: 'ship.yml', branch: 'x' }, ruling)).toEqual({
      ...{ rule: undefined, environment: null },
    });
  });

  it('make a deployment of any workflow, and find out where it goes as the default does', () => {
    const ship = { ...run, workflow: 'Ship', path: 'ship.yml' };
    const ruling = by({ workflow: 'ship*', target: 'derived' });

    expect(ruleOn(ship, ruling).environment).toBe('production');
    expect(ruleOn({ ...ship, branch: 'staging' }, ruling).environment).toBe('staging');
  });
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
