import type { Person, Service } from '../../world/shop.ts';

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped';

export interface Commit {
  readonly sha: string;
  readonly message: string;
  readonly author: Person;
  readonly at: number;
}

/** What a run is before it has its place among the others, and all that decides how it goes. */
export interface RunDraft {
  readonly repo: Service;
  readonly workflow: WorkflowKey;
  readonly event: 'push' | 'pull_request' | 'workflow_dispatch' | 'schedule';
  readonly title: string;
  readonly branch: string;
  readonly commit: Commit;
  readonly actor: Person;
  readonly version: string | null;
  readonly pull: number | null;
  readonly createdAt: number;
  /** What its deployments say of themselves. */
  readonly description: string;
  /** Of what it brings to an environment, where that is not its own commit. */
  readonly deployedSha?: string;
  /** Where a run by hand brings it; to production unless said. */
  readonly target?: EnvironmentName;
  /** Names it among all runs; how long its jobs take is drawn with this. */
  readonly key: string;
  readonly fate: Fate;
}

export interface Fate {
  /** The job that fails. */
  readonly failsAt?: string | undefined;
  /** It fails there again, however often it is tried. */
  readonly isBroken?: boolean;
  /** When someone or a newer push cancels what is still going, ms after the start. */
  readonly cancelledAfter?: number | undefined;
  readonly review?: Review | undefined;
}

/** What a person said to a deployment that waits for one. */
export interface Review {
  /** Ms after the start. */
  readonly after: number;
  readonly state: 'approved' | 'rejected';
  readonly by: Person;
  readonly comment: string;
}

/** One try of a run. */
export interface Attempt {
  readonly number: number;
  readonly startedAt: number;
  readonly by: Person;
  readonly fate: Fate;
  /** Jobs of the attempt before that are not run again. */
  readonly kept: readonly JobPlan[];
}

/** All that a run is made of. */
export interface Recipe {
  readonly draft: RunDraft;
  readonly id: number;
  readonly number: number;
  readonly attempt: Attempt;
}

/** One job of a run as it will have been when it is over; times are epoch ms. */
export interface JobPlan {
  readonly id: number;
  readonly name: string;
  readonly kind: JobKind;
  /** From when on GitHub lists it: its needs are met. A skipped job is listed when it is skipped. */
  readonly queuedAt: number;
  /** Until when it waits for a person, if its environment asks for one. */
  readonly waitsUntil?: number;
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
export interface RunPlan extends Omit<RunDraft, 'key' | 'fate'> {
  readonly id: number;
  readonly number: number;
  readonly attempt: number;
  /** Of this attempt; the run was created with its first. */
  readonly startedAt: number;
  readonly triggeredBy: Person;
  readonly endsAt: number;
  readonly conclusion: Conclusion;
  readonly jobs: readonly JobPlan[];
  readonly deployments: readonly DeploymentPlan[];
  readonly recipe: Recipe;
}

export type WorkflowKey = 'ci' | 'deploy' | 'staging' | 'preview' | 'rollback' | 'nightly';
export type EnvironmentName = 'production' | 'staging' | 'preview';

export interface DeploymentPlan {
  readonly id: number;
  /** Null when a caller made it. */
  readonly runId: number | null;
  readonly repo: Service;
  readonly environment: string;
  readonly task: string;
  readonly description: string;
  readonly version: string;
  readonly ref: string;
  readonly sha: string;
  readonly creator: Person;
  readonly createdAt: number;
  /** Oldest first; a later deployment may add `inactive`. */
  readonly states: readonly StatePlan[];
  readonly asked?: AskedDeployment;
}

/** What a caller wants of a deployment besides. */
export interface AskedDeployment {
  readonly originalEnvironment: string;
  readonly payload: unknown;
  readonly isTransient: boolean;
  readonly isProduction: boolean;
}

export interface StatePlan {
  readonly state: 'pending' | 'queued' | 'in_progress' | 'success' | 'failure' | 'error' | 'inactive';
  readonly at: number;
  readonly jobId: number | null;
  readonly said?: SaidState;
}

/** A state that a caller gave. */
export interface SaidState {
  readonly by: Person;
  readonly description: string;
  readonly environment: string | undefined;
  readonly environmentUrl: string;
  readonly logUrl: string;
  /** Whether it makes earlier ones inactive. */
  readonly replaces: boolean;
}
