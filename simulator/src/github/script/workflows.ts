import type { Service } from '../../world/shop.ts';
import type { EnvironmentName, JobKind, WorkflowKey } from './plan.ts';
import { reviewersOf } from './reviewers.ts';

export interface JobTemplate {
  readonly name: string;
  readonly kind: JobKind;
  readonly needs: readonly string[];
  /** How long it usually takes. */
  readonly seconds: number;
  readonly deploysTo?: EnvironmentName;
  /** It waits until a reviewer of its environment has agreed. */
  readonly needsReview?: boolean;
}

export interface Workflow {
  readonly key: WorkflowKey;
  readonly name: string;
  readonly file: string;
}

const all: Record<WorkflowKey, Workflow> = {
  ci: { key: 'ci', name: 'CI', file: 'ci.yml' },
  deploy: { key: 'deploy', name: 'Deploy', file: 'deploy.yml' },
  staging: { key: 'staging', name: 'Deploy staging', file: 'deploy-staging.yml' },
  preview: { key: 'preview', name: 'Preview', file: 'preview.yml' },
  rollback: { key: 'rollback', name: 'Rollback', file: 'rollback.yml' },
  nightly: { key: 'nightly', name: 'Nightly', file: 'nightly.yml' },
};

const keys: Record<Service, readonly WorkflowKey[]> = {
  'checkout-api': ['ci', 'deploy', 'rollback'],
  'pricing-service': ['ci', 'deploy', 'rollback'],
  'storefront-web': ['ci', 'deploy', 'preview', 'rollback'],
  'search-indexer': ['ci', 'deploy', 'rollback', 'nightly'],
  'ledger-worker': ['ci', 'deploy', 'staging', 'rollback', 'nightly'],
};

export const workflowsOf = (repo: Service): readonly Workflow[] => keys[repo].map((key) => all[key]);

export const workflow = (key: WorkflowKey): Workflow => all[key];

/** ledger-worker deploys by its workflow alone. */
export const usesDeployments = (repo: Service) => repo !== 'ledger-worker';

interface Told {
  readonly kind: JobKind;
  readonly seconds: number;
  readonly needs?: readonly string[];
  readonly deploysTo?: EnvironmentName;
}

const job = (name: string, { needs = [], ...told }: Told): JobTemplate => ({ name, needs, ...told });

const checks = ['Lint', 'Unit tests'];

const deploys: Record<Service, readonly JobTemplate[]> = {
  'checkout-api': [
    job('Build', { kind: 'build', seconds: 58 }),
    job('Unit tests (1/2)', { kind: 'test', seconds: 46, needs: ['Build'] }),
    job('Unit tests (2/2)', { kind: 'test', seconds: 43, needs: ['Build'] }),
    job('Lint', { kind: 'lint', seconds: 21, needs: ['Build'] }),
    job('Image scan', { kind: 'scan', seconds: 38, needs: ['Build'] }),
    job('Staging', {
      kind: 'deploy',
      seconds: 34,
      needs: ['Unit tests (1/2)', 'Unit tests (2/2)', 'Lint', 'Image scan'],
      deploysTo: 'staging',
    }),
    job('Smoke test', { kind: 'smoke', seconds: 20, needs: ['Staging'] }),
    job('Production', {
      kind: 'deploy',
      seconds: 64,
      needs: ['Smoke test'],
      deploysTo: 'production',
    }),
  ],
  'pricing-service': [
    job('Build', { kind: 'build', seconds: 48 }),
    job('Unit tests', { kind: 'test', seconds: 36, needs: ['Build'] }),
    job('Push image', { kind: 'push', seconds: 14, needs: ['Unit tests'] }),
    job('Migrate', { kind: 'migrate', seconds: 20, needs: ['Push image'] }),
    job('Deploy', { kind: 'deploy', seconds: 41, needs: ['Migrate'], deploysTo: 'staging' }),
    job('Smoke test', { kind: 'smoke', seconds: 18, needs: ['Deploy'] }),
  ],
  'storefront-web': [
    job('Build', { kind: 'build', seconds: 52 }),
    job('Lint', { kind: 'lint', seconds: 24 }),
    job('Unit tests', { kind: 'test', seconds: 44 }),
    job('Deploy', { kind: 'deploy', seconds: 47, needs: ['Build', ...checks], deploysTo: 'production' }),
    job('Smoke test', { kind: 'smoke', seconds: 26, needs: ['Deploy'] }),
  ],
  'search-indexer': [
    job('Build', { kind: 'build', seconds: 66 }),
    job('Unit tests', { kind: 'test', seconds: 49, needs: ['Build'] }),
    job('Image scan', { kind: 'scan', seconds: 41, needs: ['Build'] }),
    job('Push image', { kind: 'push', seconds: 22, needs: ['Unit tests', 'Image scan'] }),
    job('Deploy', { kind: 'deploy', seconds: 38, needs: ['Push image'], deploysTo: 'production' }),
    job('Smoke test', { kind: 'smoke', seconds: 19, needs: ['Deploy'] }),
  ],
  'ledger-worker': [
    job('Build', { kind: 'build', seconds: 102 }),
    job('Unit tests', { kind: 'test', seconds: 58, needs: ['Build'] }),
    job('Lint', { kind: 'lint', seconds: 21, needs: ['Build'] }),
    job('Image scan', { kind: 'scan', seconds: 44, needs: ['Build'] }),
    job('Push image', { kind: 'push', seconds: 38, needs: ['Unit tests', 'Lint', 'Image scan'] }),
    job('Migrate', { kind: 'migrate', seconds: 12, needs: ['Push image'] }),
    job('Canary 10 %', { kind: 'canary', seconds: 120, needs: ['Migrate'] }),
    job('Promote', { kind: 'deploy', seconds: 62, needs: ['Canary 10 %'], deploysTo: 'production' }),
  ],
};

const promote = (target: EnvironmentName): readonly JobTemplate[] => [
  job('Migrate', { kind: 'migrate', seconds: 24 }),
  job('Deploy', { kind: 'deploy', seconds: 96, needs: ['Migrate'], deploysTo: target }),
  job('Smoke test', { kind: 'smoke', seconds: 60, needs: ['Deploy'] }),
];

const rollBack: readonly JobTemplate[] = [
  job('Roll back', { kind: 'deploy', seconds: 48, deploysTo: 'production' }),
  job('Smoke test', { kind: 'smoke', seconds: 20, needs: ['Roll back'] }),
];

const ci = (build: number, test: number): readonly JobTemplate[] => [
  job('Lint', { kind: 'lint', seconds: 23 }),
  job('Unit tests', { kind: 'test', seconds: test }),
  job('Build', { kind: 'build', seconds: build, needs: checks }),
];

const continuous: Record<Service, readonly JobTemplate[]> = {
  'checkout-api': ci(58, 89),
  'pricing-service': ci(48, 74),
  'storefront-web': ci(52, 118),
  'search-indexer': ci(66, 96),
  'ledger-worker': ci(102, 64),
};

/** The jobs of a workflow; a deploy started by hand only brings what is already built to its target. */
export function jobsOf(repo: Service, key: WorkflowKey, target?: EnvironmentName): readonly JobTemplate[] {
  switch (key) {
    case 'ci':
      return continuous[repo];
    case 'deploy':
      return target ? reviewed(repo, target, promote(target)) : deploys[repo];
    case 'staging':
      return [
        job('Build', { kind: 'build', seconds: 97 }),
        job('Deploy', { kind: 'deploy', seconds: 35, needs: ['Build'], deploysTo: 'staging' }),
      ];
    case 'preview':
      return [
        job('Build', { kind: 'build', seconds: 61 }),
        job('Deploy preview', { kind: 'deploy', seconds: 44, needs: ['Build'], deploysTo: 'preview' }),
      ];
    case 'rollback':
      return reviewed(repo, 'production', rollBack);
    case 'nightly':
      return repo === 'ledger-worker'
        ? [job('Reconcile', { kind: 'nightly', seconds: 780 })]
        : [job('Rebuild index', { kind: 'nightly', seconds: 1_260 })];
  }
}

/** The first job of a run by hand is the one that asks. */
function reviewed(
  repo: Service,
  target: EnvironmentName,
  jobs: readonly JobTemplate[],
): readonly JobTemplate[] {
  if (reviewersOf(repo, target).length === 0) return jobs;
  return jobs.map((one, index) => (index === 0 ? { ...one, needsReview: true } : one));
}
