import type { DeploymentData } from '@smartops/contract';
import { aDeployment, aJob, aRun, aState, fakeGitHub } from '../fake-github.fixture.ts';
import { github } from '../index.ts';

export const [repo, commitOld, commitNew] = [
  '/repos/harbor-goods/checkout-api',
  'b'.repeat(40),
  'a'.repeat(40),
];
export const day = 24 * 3_600_000;
export const signal = new AbortController().signal;
const deployment = { service: 'checkout-api', environment: 'production' } as DeploymentData;
export const refusal =
  (status: number, message: string, headers = {}) =>
  () =>
    Response.json({ message }, { status, headers });
export const iso = (at: number) => new Date(at).toISOString();

export type Fake = ReturnType<typeof fakeGitHub>;

/** GitHub with v2 live in production, deployed by run 8, and v1 before it by run 7. */
export function open() {
  const fake = fakeGitHub();
  const logOf = (run: number) => ({
    log_url: `https://github.com/harbor-goods/checkout-api/actions/runs/${run}/job/1`,
  });
  fake.answer(repo, { archived: false, full_name: 'harbor-goods/checkout-api' });
  fake.answer(`${repo}/deployments/902`, aDeployment({ id: 902, sha: commitNew, ref: 'v2.0.0' }));
  fake.answer(`${repo}/deployments`, [
    aDeployment({ id: 902, sha: commitNew, ref: 'v2.0.0' }),
    aDeployment({ id: 901, sha: commitOld, ref: 'v1.0.0' }),
  ]);
  fake.answer(`${repo}/deployments/902/statuses`, [aState(logOf(8))]);
  fake.answer(`${repo}/deployments/901/statuses`, [
    aState({ state: 'inactive', ...logOf(7) }),
    aState({ state: 'success', ...logOf(7) }),
  ]);
  fake.answer(`${repo}/actions/runs/7`, aRun({ id: 7, head_sha: commitOld, name: 'Deploy' }));
  fake.answer(`${repo}/actions/runs/7/jobs`, { jobs: [aJob()] });
  fake.answer(`${repo}/actions/workflows/3`, {
    state: 'active',
    name: 'Deploy',
    path: '.github/workflows/deploy.yml',
  });
  fake.answer(`${repo}/compare/${commitOld}...${commitNew}`, {
    html_url: 'https://github.com/harbor-goods/checkout-api/compare/x',
    status: 'ahead',
    ahead_by: 1,
    commits: [
      { sha: commitNew, html_url: null, commit: { message: 'Pool\n\nmore', author: { name: 'Ada' } } },
    ],
    files: [
      { filename: 'migrations/0007_pool.sql', status: 'added' },
      { filename: '.github/workflows/deploy.yml', status: 'modified' },
      { filename: 'src/pool.ts', status: 'modified' },
    ],
  });
  const config = {
    owner: 'harbor-goods',
    repositories: ['checkout-api'],
    token: 'read',
    writeToken: 'write',
  };
  const actions = github.connect(config, fake.tools).actions;
  if (!actions) throw new Error('GitHub can be acted on');
  const prepare = () => actions.prepare({ kind: 'rollback', deployment, deploymentId: '902' }, signal);
  return { fake, actions, prepare };
}
