import { addTo } from '../deeds/deeds.ts';
import { type Built, begunRun, type Dispatch } from '../deeds/dispatch.ts';
import { type Inputs, inputsOf, targetsOf } from '../script/inputs.ts';
import type { RunPlan } from '../script/plan.ts';
import { type Body, bodyOf, flagOf, invalid, textOf } from './body.ts';
import { type Answer, GitHubError, type RepoCall } from './call.ts';
import { callerOf } from './caller.ts';
import { commitAt, isSha } from './commits.ts';
import { workflowByName } from './workflows.ts';

const mostInputs = 25;

export function dispatchWorkflow(call: RepoCall): Answer {
  const { repo, deeds, world } = call;
  const wantsDetails = flagOf(bodyOf(call), 'return_run_details', false);
  const dispatch = dispatchFrom(call, bodyOf(call));
  const run = begunRun(world, dispatch);
  deeds.attempts.set(run.id, [run]);
  addTo(deeds.begun, repo, run.id);
  return wantsDetails ? detailsOf(call, run) : { status: 204, body: '' };
}

function dispatchFrom(call: RepoCall, body: Body): Dispatch {
  const { repo, now, deeds, token } = call;
  const { key: workflow } = workflowByName(call);
  const ref = textOf(body, 'ref');
  const commit = isSha(ref) ? undefined : commitAt(call, ref);
  if (!commit) throw new GitHubError(422, `No ref found for: ${ref}`);
  const known = inputsOf(repo, workflow);
  if (!known) throw new GitHubError(422, "Workflow does not have 'workflow_dispatch' trigger");
  const { environment, version = '' } = readInputs(body, known);
  const built = builtFrom(call, version || commit.sha);
  const target = targetsOf(repo).find((one) => one === environment) ?? 'production';
  return {
    id: deeds.nextId(repo, now),
    at: now,
    by: callerOf(token),
    repo,
    workflow,
    branch: ref.replace(/^refs\/(heads|tags)\//, ''),
    commit,
    target: workflow === 'staging' ? 'staging' : target,
    built,
    version: built?.version ?? version,
  };
}

function detailsOf({ repoUrl, repoWeb }: RepoCall, { id }: RunPlan): Answer {
  const run = `actions/runs/${id}`;
  return {
    body: {
      workflow_run_id: id,
      run_url: `${repoUrl}/${run}`,
      html_url: `${repoWeb}/${run}`,
    },
  };
}

/** What a version or a commit was built as; undefined when there is no such one. */
function builtFrom(call: RepoCall, ref: string): Built | undefined {
  const commit = commitAt(call, ref);
  if (!commit) return undefined;
  const { sha } = commit;
  const run = call.book
    .runs(call.repo, call.now)
    .find((one) => one.commit.sha === sha && one.workflow === 'deploy' && one.event === 'push');
  const tag = [...call.book.tags(call.repo, call.now)].findLast(([, { sha: of }]) => of === sha)?.[0];
  return { version: run?.version ?? tag ?? sha.slice(0, 7), sha, run };
}

/** The inputs with what is usual for those that are missing. */
function readInputs(body: Body, known: Inputs): Readonly<Record<string, string>> {
  const given = body.inputs ?? {};
  if (typeof given !== 'object' || Array.isArray(given))
    throw invalid(`For 'properties/inputs', ${JSON.stringify(given)} is not an object.`);
  const values: Readonly<Record<string, unknown>> = { ...given };
  const names = Object.keys(values);
  if (names.length > mostInputs)
    throw invalid(`No more than ${mostInputs} properties are allowed; ${names.length} were supplied.`);
  const unexpected = names.filter((name) => !Object.hasOwn(known, name));
  if (unexpected.length > 0)
    throw new GitHubError(422, `Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
  return Object.fromEntries(
    Object.entries(known).map(([name, { isRequired, usual, options }]) => {
      const value = String(values[name] ?? usual);
      if (isRequired && value === '') throw new GitHubError(422, `Required input '${name}' not provided`);
      if (options && !options.includes(value))
        throw new GitHubError(
          422,
          `Provided value '${value}' for input '${name}' not in the list of allowed values`,
        );
      return [name, value];
    }),
  );
}
