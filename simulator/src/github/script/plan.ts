import type { Person, Service } from '../../world/shop.ts';

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped';

export interface Commit {
  readonly sha: string;
  readonly message: string;
  readonly author: Person;
  readonly at: number;
}

/** One job of a run as it will have been when it is over; times are epoch ms. */
export interface JobPlan {
  readonly id: number;
  readonly name: string;
  readonly kind: JobKind;
  /** From when on GitHub lists it: its needs are met. A skipped job is listed when it is skipped. */
  readonly queuedAt: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly conclusion: Conclusion;
}

export type JobKind =
  | 'build'
  | 'lint'
  | 'test'
  | 'scan'
  | 'push'
  | 'migrate'
  | 'canary'
  | 'deploy'
  | 'smoke'
  | 'nightly';

/** One attempt of a run, from its start to its end. What is visible of it at a moment is the REST side's affair. */
export interface RunPlan {
  readonly id: number;
  readonly repo: Service;
  readonly workflow: WorkflowKey;
  readonly number: number;
  readonly attempt: number;
  readonly event: 'push' | 'pull_request' | 'workflow_dispatch' | 'schedule';
  readonly title: string;
  readonly branch: string;
  readonly commit: Commit;
  readonly actor: Person;
  readonly version: string | null;
  readonly pull: number | null;
  readonly createdAt: number;
  readonly endsAt: number;
  readonly conclusion: Conclusion;
  readonly jobs: readonly JobPlan[];
  readonly deployments: readonly DeploymentPlan[];
}

export type WorkflowKey = 'ci' | 'deploy' | 'staging' | 'preview' | 'rollback' | 'nightly';
export type EnvironmentName = 'production' | 'staging' | 'preview';

export interface DeploymentPlan {
  readonly id: number;
  readonly runId: number;
  readonly repo: Service;
  readonly environment: EnvironmentName;
  readonly task: 'deploy' | 'rollback';
  readonly description: string;
  readonly version: string;
  readonly ref: string;
  readonly sha: string;
  readonly creator: Person;
  readonly createdAt: number;
  /** Oldest first; a later deployment may add `inactive`. */
  readonly states: readonly StatePlan[];
}

export interface StatePlan {
  readonly state: 'queued' | 'in_progress' | 'success' | 'failure' | 'inactive';
  readonly at: number;
  readonly jobId: number;
}
