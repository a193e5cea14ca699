import type { GitHubCalls } from '../calls.ts';
import type * as base from '../schema.ts';
import type * as shape from './schema.ts';

/** GitHub's REST API, as far as actions need it. Every call throws SourceError. */
export interface ActionCalls
  extends Pick<GitHubCalls, 'runs' | 'run' | 'jobs' | 'deploymentStates' | 'compare' | 'file' | 'login'> {
  deployment(repo: string, id: string): Promise<base.GitHubDeployment | undefined>;
  /** Of one environment by its own name, newest first. */
  deploymentsTo(repo: string, environment: string): Promise<base.GitHubDeployment[]>;
  repository(repo: string): Promise<{ readonly archived: boolean }>;
  /** Undefined when it was deleted. */
  workflow(repo: string, id: string): Promise<shape.Workflow | undefined>;
  /** A tag of this commit, the one of this name first, else a branch whose head it is. */
  refAt(repo: string, sha: string, name: string): Promise<string | undefined>;
  /** Of one workflow, started by hand since then, newest first. */
  dispatched(repo: string, workflowId: string, since: number): Promise<base.WorkflowRun[]>;
  pendingDeployments(repo: string, runId: string): Promise<shape.PendingDeployments>;
  rerun(repo: string, runId: string, jobs: 'all' | 'failed'): Promise<void>;
  cancel(repo: string, runId: string): Promise<void>;
  review(plan: shape.PlanTo<'review'>): Promise<void>;
  /** The id of the run; undefined when GitHub does not say. */
  dispatch(plan: shape.PlanTo<'dispatch'>): Promise<string | undefined>;
  /** Its id. */
  deploy(plan: shape.PlanTo<'deployment'>, like: base.GitHubDeployment): Promise<string>;
}
