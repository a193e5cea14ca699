import type { JobPlan } from '../script/plan.ts';
import { deliveryLines } from './delivery.ts';
import { qualityLines } from './quality.ts';
import { imageOf, type Lines, shell, type Told } from './text.ts';

/** What a step printed. */
export function linesOf(told: Told): Lines {
  const { step, job } = told;
  const quality = ['lint', 'test', 'scan', 'smoke'].includes(job.kind);
  const own = step.isMain ? (quality ? qualityLines(told) : deliveryLines(told)) : aroundLines(told);
  if (step.conclusion === 'failure') return [...own, '##[error]Process completed with exit code 1.'];
  return step.conclusion === 'cancelled' ? [...own, '##[error]The operation was canceled.'] : own;
}

function aroundLines({ run, job, step }: Told): Lines {
  switch (step.name) {
    case 'Set up job':
      return setUp(job);
    case 'Run actions/checkout@v5':
      return [
        '##[group]Run actions/checkout@v5',
        'with:',
        `  repository: harbor-goods/${run.repo}`,
        '  token: ***',
        '  fetch-depth: 1',
        '##[endgroup]',
        `Syncing repository: harbor-goods/${run.repo}`,
        '##[group]Fetching the repository',
        `[command]/usr/bin/git -c protocol.version=2 fetch --no-tags --prune --depth=1 origin +${run.commit.sha}:refs/remotes/origin/${run.branch}`,
        '##[endgroup]',
        `[command]/usr/bin/git log -1 --format=%H`,
        run.commit.sha,
      ];
    case 'Set up Node 24':
      return [
        '##[group]Run actions/setup-node@v5',
        'with:',
        '  node-version: 24',
        '  cache: npm',
        '##[endgroup]',
        'Found in cache @ /opt/hostedtoolcache/node/24.11.1/x64',
        'Cache restored successfully',
      ];
    case 'Run npm ci':
      return [
        ...shell('npm ci'),
        '',
        'added 412 packages, and audited 413 packages in 5s',
        '',
        'found 0 vulnerabilities',
      ];
    case 'Configure AWS credentials':
      return [
        '##[group]Run aws-actions/configure-aws-credentials@v5',
        'with:',
        '  role-to-assume: arn:aws:iam::418230014477:role/deploy',
        '  aws-region: eu-west-1',
        '##[endgroup]',
        'Assuming role with OIDC',
        'Authenticated as assumedRoleId AROAWCJQEXAMPLE:GitHubActions',
      ];
    case 'Register task definition':
      return [
        ...shell('aws ecs register-task-definition --cli-input-json file://task.json'),
        `image ${imageOf(run)}`,
      ];
    case 'Complete job':
      return ['Cleaning up orphan processes'];
    default:
      return [`##[group]Run ${step.name.replace(/^Run /, '')}`, '##[endgroup]', 'done'];
  }
}

const setUp = ({ id, name }: JobPlan): Lines => [
  "Current runner version: '2.331.0'",
  '##[group]Runner Image',
  'Image: ubuntu-24.04',
  'Version: 20260216.12.1',
  '##[endgroup]',
  '##[group]GITHUB_TOKEN Permissions',
  'Contents: read',
  'Metadata: read',
  '##[endgroup]',
  'Secret source: Actions',
  `Runner name: 'harbor-runner-0${1 + (id % 8)}', group: default`,
  'Prepare workflow directory',
  'Prepare all required actions',
  `Complete job name: ${name}`,
];
