import { SourceError } from '../../source.ts';
import { aboutRepository, type Client, type Common } from '../client.ts';
import type { Answer } from '../etag-cache.ts';
import { type Asked, isHttpFailure, retryAtOf, toSourceError } from '../failure.ts';
import type { Octokit } from '../open-octokit.ts';
import type { ActionCalls } from './calls.ts';
import { Created, Dispatched } from './schema.ts';

type Writes = Pick<ActionCalls, 'rerun' | 'cancel' | 'review' | 'dispatch' | 'deploy'>;
type Call = (octokit: Octokit, common: Common & { request: { retries: 0 } }) => Promise<Answer>;

/** Each is sent once: what is not answered may have been done all the same. */
export function writes(client: Client, signal: AbortSignal): Writes {
  const { config, tools, quota } = client;
  const write = async (repo: string, permission: string, call: Call): Promise<unknown> => {
    const headers = { 'x-github-api-version': '2022-11-28' };
    const common = { owner: config.owner, repo, headers, request: { signal, retries: 0 as const } };
    try {
      const octokit = await client.octokit();
      return (await quota.ask(() => call(octokit, common))).data;
    } catch (error) {
      throw toWriteError(error, { ...aboutRepository(client, repo, permission), now: tools.now() });
    }
  };
  return { ...runWrites(write), ...anewWrites(write) };
}

type Write = (repo: string, permission: string, call: Call) => Promise<unknown>;

function runWrites(write: Write): Pick<Writes, 'rerun' | 'cancel' | 'review'> {
  return {
    async rerun(repo, runId, jobs) {
      await write(repo, 'Actions: write', ({ rest: { actions } }, common) => {
        const run = { ...common, run_id: Number(runId) };
        return jobs === 'failed' ? actions.reRunWorkflowFailedJobs(run) : actions.reRunWorkflow(run);
      });
    },
    async cancel(repo, runId) {
      await write(repo, 'Actions: write', ({ rest }, common) =>
        rest.actions.cancelWorkflowRun({ ...common, run_id: Number(runId) }),
      );
    },
    async review({ repo, runId, environments, verdict, comment }) {
      await write(repo, 'Deployments: write', ({ rest }, common) =>
        rest.actions.reviewPendingDeploymentsForRun({
          ...common,
          run_id: Number(runId),
          environment_ids: environments,
          state: verdict,
          comment,
        }),
      );
    },
  };
}

function anewWrites(write: Write): Pick<Writes, 'dispatch' | 'deploy'> {
  return {
    async dispatch({ repo, workflowId, ref, inputs }) {
      const ask = (more: { readonly return_run_details?: true }) =>
        write(repo, 'Actions: write', ({ rest }, common) =>
          rest.actions.createWorkflowDispatch({
            ...common,
            ...{ workflow_id: Number(workflowId), ref, inputs, ...more },
          }),
        );
      const answer = await ask({ return_run_details: true }).catch((error: unknown) => {
        // An Enterprise Server that does not know the question refuses it whole, so nothing was begun.
        if (error instanceof SourceError && /return_run_details/.test(error.message)) return ask({});
        throw error;
      });
      return Dispatched.safeParse(answer).data;
    },
    async deploy({ repo, description, live }, { payload, task, production_environment: isProduction }) {
      const answer = await write(repo, 'Deployments: write', ({ rest }, common) =>
        rest.repos.createDeployment({
          ...common,
          ...{ ref: live.sha, environment: live.environment, task, description },
          ...((typeof payload === 'string' || isRecord(payload)) && { payload }),
          ...(typeof isProduction === 'boolean' && { production_environment: isProduction }),
          // Exactly that commit, which was there before: nothing is merged into it, nothing waited for.
          ...{ auto_merge: false, required_contexts: [] },
        }),
      );
      const id = Created.safeParse(answer).data;
      if (id === undefined) throw new SourceError('malformed', 'GitHub made no deployment');
      return id;
    },
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What GitHub says when it will not, in its own words: `This workflow run is already running`. */
function toWriteError(error: unknown, { now, ...asked }: Asked & { readonly now: number }): SourceError {
  const isRefusal =
    isHttpFailure(error) &&
    [403, 409, 410, 422].includes(error.status) &&
    retryAtOf(error, now) === undefined;
  if (!isRefusal || /not accessible|must have admin|permission/i.test(error.message))
    return toSourceError(error, asked, now);
  return new SourceError('forbidden', `GitHub refuses: ${error.message.split(' - https://', 1)[0]}`);
}
