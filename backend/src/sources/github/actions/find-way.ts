import type { Environment } from '@smartops/contract';
import { ConflictError } from '../../../platform/errors.ts';
import { isVersion } from '../deployment-rule.ts';
import type { WorkflowRun } from '../schema.ts';
import { type Chosen, chooseInputs } from './choose-inputs.ts';
import type { Version } from './choose-target.ts';
import { isTooOld, mustHaveEnded, mustRun, mustRunIn, type Preparing } from './preparing.ts';
import { readTriggers, type Triggers } from './triggers.ts';

/** How a version comes back: its run again, its workflow anew at its tag or branch, or a new GitHub Deployment of it. */
export type Way =
  | { readonly by: 'rerun'; readonly run: WorkflowRun }
  | (Anew & Chosen & { readonly by: 'dispatch'; readonly ref: string })
  | (Anew & { readonly by: 'deployment'; readonly environment: string });

interface Anew {
  /** Why its run is not run again. */
  readonly why: string;
  readonly workflow: { readonly id: string; readonly name: string };
}

export interface Return {
  readonly repo: string;
  readonly from: Version;
  readonly to: Version;
  readonly environment: Environment;
  /** The environment's own name; null where there are no GitHub Deployments. */
  readonly environmentName: string | null;
}

/** Throws SourceError, and ConflictError with what to do when there is no way. */
export async function findWay(wanted: Return, preparing: Preparing): Promise<Way> {
  const { github } = preparing;
  const { repo, to } = wanted;
  const { value: run } = await github.run(repo, to.runId ?? '');
  if (run) mustHaveEnded(run);
  if (run && !isTooOld(run, preparing.now)) {
    await mustRunIn(repo, preparing);
    await mustRun(repo, run.workflow_id, preparing);
    return { by: 'rerun', run };
  }
  const why = run
    ? 'GitHub runs nothing again that is older than 30 days'
    : `the run that brought ${to.name} there was deleted at GitHub`;
  await mustRunIn(repo, preparing);
  const { id, name, path } = await mustRun(repo, await workflowOf(wanted, run, why, preparing), preparing);
  const text = await github.file(repo, path, to.sha);
  const triggers = text === undefined ? undefined : readTriggers(text);
  if (!triggers)
    throw refused(why, `${path} of ${to.name} ${text === undefined ? 'is not there' : 'cannot be read'}`);
  return anew(wanted, { why, workflow: { id, name }, triggers }, preparing);
}

async function anew(
  { repo, to, environment, environmentName }: Return,
  { triggers, ...how }: Anew & { readonly triggers: Triggers },
  { github }: Preparing,
): Promise<Way> {
  const { inputs, onDeployment } = triggers;
  const ref = inputs && (await github.refAt(repo, to.sha, to.name));
  const isNamed = to.name !== to.sha.slice(0, 7);
  const version = isNamed ? to.name : ref !== undefined && isVersion(ref) ? ref : undefined;
  const chosen =
    inputs && ref !== undefined
      ? chooseInputs(inputs, { version, sha: to.sha, ref, environment, environmentName })
      : undefined;
  if (chosen && ref !== undefined && !('refusal' in chosen))
    return { by: 'dispatch', ref, ...chosen, ...how };
  if (onDeployment && environmentName !== null)
    return { by: 'deployment', environment: environmentName, ...how };
  const { name } = how.workflow;
  const sha = to.sha.slice(0, 7);
  if (!inputs)
    throw refused(
      how.why,
      `the workflow ${name} of ${to.name} cannot be started by hand: add workflow_dispatch to it, so that later versions can come back, and deploy ${sha} by other means now`,
    );
  if (chosen && 'refusal' in chosen)
    throw refused(
      how.why,
      `the workflow ${name} cannot be started from here: ${chosen.refusal}. Start it at GitHub, at ${ref}`,
    );
  throw refused(
    how.why,
    `GitHub starts a workflow at a tag or a branch only, and none is at ${sha}. Tag that commit (git tag rollback-${sha} ${sha}; git push origin rollback-${sha}) and try again`,
  );
}

/** Of its own run, else of the run that brought what is there now. */
async function workflowOf(
  { repo, from }: Return,
  run: WorkflowRun | undefined,
  why: string,
  { github }: Preparing,
): Promise<string> {
  const other = run || from.runId === null ? run : (await github.run(repo, from.runId)).value;
  if (!other) throw refused(why, 'nothing else says which workflow deploys there. Start it at GitHub');
  return other.workflow_id;
}

const refused = (why: string, what: string) =>
  new ConflictError(`${why.charAt(0).toUpperCase()}${why.slice(1)}, and ${what}`);
