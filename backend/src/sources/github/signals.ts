import type { Ability, GitHubAccountAttributes, Resource, Sample, SourceEvent } from '@smartops/contract';
import type { Batch, PartProblem } from '../source.ts';
import { type RepositoryCursors, writeCursor } from './cursor.ts';
import { eventOfDeployment, repositoryId } from './deployment-event.ts';
import type { DeploymentWithStates } from './read-deployments.ts';
import type { RunWithJobs } from './read-runs.ts';
import type { Watched } from './roster.ts';
import { durationOf, eventOfRun, workflowOf } from './run-event.ts';

/** What was read of one repository. */
export interface RepositoryRead {
  readonly watched: Watched;
  readonly runs: readonly RunWithJobs[];
  readonly deployments: readonly DeploymentWithStates[];
  readonly usesDeployments: boolean;
}

export interface Reads {
  readonly connectionId: string;
  readonly owner: string;
  /** Where people look at repositories: `https://github.com`. */
  readonly webUrl: string;
  readonly repositories: readonly RepositoryRead[];
  readonly abilities: readonly Ability[];
  readonly progress: string | undefined;
  readonly problems: readonly PartProblem[];
  /** Archived and disabled repositories. */
  readonly asleep: readonly string[];
  /** Whether every repository that is watched is among them. */
  readonly isComplete: boolean;
  readonly cursors: RepositoryCursors;
  readonly remaining: number | undefined;
  readonly now: number;
}

/** What was read from GitHub as SmartOps sees it. Pure. */
export function toBatch(reads: Reads): Batch {
  const parts = reads.repositories.map((read) => partOf(reads, read));
  const account = `${reads.connectionId}:account`;
  const attributes = {
    leftOut: [...reads.asleep],
    abilities: [...reads.abilities],
    ...(reads.progress !== undefined && { progress: reads.progress }),
  } satisfies GitHubAccountAttributes;
  const { remaining } = reads;
  return {
    resources: [
      { id: account, kind: 'github.account', name: reads.owner, attributes },
      ...parts.flatMap(({ resources }) => resources),
    ],
    samples: [
      ...parts.flatMap(({ samples }) => samples),
      ...(remaining === undefined
        ? []
        : [
            {
              resourceId: account,
              metric: 'rate-limit.remaining.count',
              value: remaining,
              at: reads.now,
            },
          ]),
    ],
    events: parts.flatMap(({ events }) => events),
    problems: reads.problems,
    complete: reads.isComplete ? ['github.account', 'github.repository'] : [],
    cursor: writeCursor(reads.cursors),
  };
}

function partOf({ connectionId, owner, webUrl }: Reads, read: RepositoryRead) {
  const { key, name: repo } = read.watched;
  const place = { connectionId, owner, key, repo, webUrl };
  const workflows = new Map(read.runs.map(({ run }) => [run.workflow_id, workflowOf(place, run)]));
  const repository: Resource = {
    id: repositoryId(place),
    kind: 'github.repository',
    name: `${owner}/${repo}`,
    url: `${webUrl}/${owner}/${repo}`,
    attributes: { usesDeployments: read.usesDeployments },
  };
  const events: SourceEvent[] = [
    ...read.runs.map(({ run, jobs }) => eventOfRun(place, run, jobs)),
    ...read.deployments.map(({ deployment, states }) => eventOfDeployment(place, deployment, states)),
  ];
  const samples: Sample[] = read.runs.flatMap(({ run, jobs }) => durationOf(place, run, jobs));
  return { resources: [repository, ...workflows.values()], events, samples };
}

/** `https://api.github.com` → `https://github.com`, `https://host/api/v3` → `https://host`. */
export function webUrlOf(apiUrl: string): string {
  const { origin, hostname } = new URL(apiUrl);
  return hostname === 'api.github.com' ? 'https://github.com' : origin;
}
