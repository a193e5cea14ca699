import { DeploymentData, RunData } from '@smartops/contract';
import type { StoredAction } from '../actions/stored-action.ts';
import type { StoredEvent } from '../signals/read-store.ts';
import type { Candidate } from './changed-before.ts';

export interface Seen {
  readonly deployments: readonly StoredEvent[];
  readonly runs: readonly StoredEvent[];
  readonly actions: readonly StoredAction[];
  readonly reorgs: readonly StoredEvent[];
  isDemo(connectionId: string): boolean;
}

/** Whatever may have caused an alert. A run that deployed speaks through its deployment. */
export function toCandidates({ deployments, runs, actions, reorgs, isDemo }: Seen): Candidate[] {
  const deployed = deployments.flatMap((event) => fromDeployment(event) ?? []);
  const spoken = new Set(deployed.map(({ runId }) => runId));
  const all = [
    ...deployed.map(({ runId: _, ...change }) => change),
    ...runs.flatMap((event) => fromRun(event, spoken) ?? []),
    ...actions.flatMap((action) => fromAction(action) ?? []),
    ...reorgs.map(fromReorg),
  ];
  return all.map((one) => ({ ...one, demo: isDemo(one.connectionId) }));
}

type Change = Omit<Candidate, 'demo'>;

function fromDeployment(event: StoredEvent): (Change & { readonly runId: string | null }) | undefined {
  const data = DeploymentData.safeParse(event.data).data;
  if (!data || data.status === 'pending') return undefined;
  const { service, version, sha, environment, status, url, startedAt, finishedAt, runId } = data;
  const failed = status === 'failed';
  return {
    kind: 'deployment',
    id: event.id,
    title: `${service} ${version ?? sha.slice(0, 7)} to ${environment}${failed ? ' failed' : ''}`,
    at: finishedAt ?? startedAt,
    failed,
    url,
    runId,
    connectionId: event.connectionId,
    about: [service],
  };
}

function fromRun(event: StoredEvent, spoken: ReadonlySet<string | null>): Change | undefined {
  const data = RunData.safeParse(event.data).data;
  if (!data || data.finishedAt === null || spoken.has(data.runId)) return undefined;
  const { workflow, repository, status, url, finishedAt, runId } = data;
  const name = repository.split('/').at(-1) ?? repository;
  const failed = status === 'failed';
  return {
    kind: 'pipeline-run',
    id: runId,
    title: `${name} ${workflow}${failed ? ' failed' : ''}`,
    at: finishedAt,
    failed,
    url,
    connectionId: event.connectionId,
    about: [name],
  };
}

function fromAction(action: StoredAction): Change | undefined {
  if (!action.approved) return undefined;
  return {
    kind: 'action',
    id: action.id,
    title: `${action.summary.title}, by ${action.approved.by}`,
    at: action.approved.at,
    failed: action.status === 'failed',
    url: action.steps.at(-1)?.url ?? null,
    connectionId: action.connectionId,
    about: [action.targetName],
  };
}

const fromReorg = ({ resourceId, title, at, connectionId }: StoredEvent): Change => ({
  ...{ kind: 'reorg', id: resourceId, title, at, failed: false, url: null, connectionId },
  about: [resourceId],
});
