import { DeploymentData, RunData, type SourceEvent } from '@smartops/contract';
import { z } from 'zod';
import type { Brought, Delivery } from '../webhook.ts';
import { eventOfDeployment, repositoryId } from './deployment-event.ts';
import type { Hearing } from './hearing.ts';
import { eventOfRun, type RunPlace, toJob, workflowOf } from './run-event.ts';
import { DeploymentState, type GitHubConfig, GitHubDeployment, Job, WorkflowRun } from './schema.ts';

export interface Receiving {
  readonly config: GitHubConfig;
  /** Undefined for a repository that is not watched. */
  readonly placeOf: (repository: {
    readonly id?: number | undefined;
    readonly name: string;
  }) => RunPlace | undefined;
  readonly hearing: Pick<Hearing, 'heard' | 'lookSoon'>;
  readonly known: (eventId: string) => Promise<SourceEvent | undefined>;
}

const About = z.object({
  repository: z.object({ id: z.int().optional(), name: z.string(), owner: z.object({ login: z.string() }) }),
});
const RunBody = z.object({ workflow_run: WorkflowRun });
const JobBody = z.object({
  workflow_job: Job.extend({ run_id: z.int().transform(String), run_attempt: z.int() }),
});
const DeploymentBody = z.object({
  deployment: GitHubDeployment,
  deployment_status: DeploymentState.optional(),
});

/** What a delivery says is new. Older words than what is known change nothing, in whatever order they come. */
export async function receive(
  { event, body }: Delivery,
  { config, placeOf, hearing, known }: Receiving,
): Promise<Brought | undefined> {
  const about = About.safeParse(body).data?.repository;
  const place = about?.owner.login === config.owner ? placeOf(about) : undefined;
  if (!place) return undefined;
  hearing.heard(place.key, toldRun(event, body));
  if (event === 'workflow_run') return fromRun(RunBody.parse(body).workflow_run, place, known);
  if (event === 'workflow_job') return fromJob(JobBody.parse(body).workflow_job, place, { hearing, known });
  if (event === 'deployment' || event === 'deployment_status')
    return fromDeployment(DeploymentBody.parse(body), place, known);
  return undefined;
}

function toldRun(event: string, body: unknown) {
  const run = event === 'workflow_run' ? RunBody.safeParse(body).data?.workflow_run : undefined;
  return run && { id: run.id, updatedAt: run.updated_at };
}

type Known = Receiving['known'];

async function fromRun(run: WorkflowRun, place: RunPlace, known: Known): Promise<Brought | undefined> {
  const event = eventOfRun(place, run, []);
  const before = RunData.safeParse((await known(event.id))?.data).data;
  if (before && isOlder(event.data as RunData, before)) return undefined;
  const jobs = before?.attempt === run.run_attempt ? before.jobs : [];
  return {
    resources: [workflowOf(place, run)],
    samples: [],
    events: [{ ...event, data: { ...event.data, jobs } }],
  };
}

function isOlder(run: RunData, before: RunData): boolean {
  if (run.attempt !== before.attempt) return run.attempt < before.attempt;
  if (before.finishedAt !== null) return run.finishedAt === null || run.updatedAt < before.updatedAt;
  return run.updatedAt < before.updatedAt;
}

/** A job of a run that is not known yet waits for the run. */
async function fromJob(
  job: Job & { readonly run_id: string; readonly run_attempt: number },
  place: RunPlace,
  { hearing, known }: Pick<Receiving, 'hearing' | 'known'>,
): Promise<Brought | undefined> {
  const event = await known(`${place.connectionId}:run:${job.run_id}`);
  const run = RunData.safeParse(event?.data).data;
  if (!event || !run || run.attempt !== job.run_attempt) {
    hearing.lookSoon(place.key);
    return undefined;
  }
  const before = run.jobs.find(({ id }) => id === job.id);
  const now = toJob(place, job);
  if (before && rankOf(before) > rankOf(now)) return undefined;
  const jobs = before ? run.jobs.map((one) => (one.id === job.id ? now : one)) : [...run.jobs, now];
  return { resources: [], samples: [], events: [{ ...event, data: { ...event.data, jobs } }] };
}

const rankOf = ({ startedAt, finishedAt }: RunData['jobs'][number]) =>
  finishedAt !== null ? 2 : startedAt !== null ? 1 : 0;

async function fromDeployment(
  { deployment, deployment_status: state }: z.output<typeof DeploymentBody>,
  place: RunPlace,
  known: Known,
): Promise<Brought | undefined> {
  // A later one took its place: what became of this one stays true.
  if (state?.state === 'inactive') return undefined;
  const event = eventOfDeployment(place, deployment, state ? [state] : []);
  const before = DeploymentData.safeParse((await known(event.id))?.data).data;
  const now = event.data as DeploymentData;
  if (before && (before.finishedAt !== null || !state) && (now.finishedAt ?? 0) <= (before.finishedAt ?? 0))
    return undefined;
  const data = { ...now, runId: now.runId ?? before?.runId ?? null, url: now.url ?? before?.url ?? null };
  const repository = {
    id: repositoryId(place),
    kind: 'github.repository',
    name: `${place.owner}/${place.repo}`,
    url: `${place.webUrl}/${place.owner}/${place.repo}`,
    attributes: { usesDeployments: true },
  };
  return { resources: [repository], samples: [], events: [{ ...event, data }] };
}
