import { type Client, read } from '../client.ts';
import { readPages } from '../read-pages.ts';
import * as base from '../schema.ts';
import type { ActionCalls } from './calls.ts';
import * as shape from './schema.ts';

const tagPages = 5;

/** What has to be known to start a workflow anew. */
export function anewReads(client: Client, signal: AbortSignal): Pick<ActionCalls, 'refAt' | 'dispatched'> {
  const contents = { permission: 'Contents: read', signal };
  const tags = (repo: string, page: number) =>
    read(client, { ...contents, repo, key: `tags ${page}`, schema: shape.Tags }, ({ rest }, common) =>
      rest.repos.listTags({ ...common, page, per_page: 100 }),
    );
  return {
    async refAt(repo, sha, name) {
      const isEnough = (all: readonly shape.Tags[number][]) =>
        all.length >= tagPages * 100 || all.some((one) => one.name === name);
      const here = (await readPages((page) => tags(repo, page), isEnough)).filter(
        ({ commit }) => commit.sha === sha,
      );
      const tag = here.find((one) => one.name === name) ?? here[0];
      if (tag) return tag.name;
      const what = { ...contents, repo, key: `branches at ${sha}`, schema: shape.Branches };
      const { value } = await read(client, what, ({ rest }, common) =>
        rest.repos.listBranchesForHeadCommit({ ...common, commit_sha: sha }),
      );
      return value[0]?.name;
    },
    async dispatched(repo, workflowId, since) {
      const created = `>=${new Date(since).toISOString().replace(/\.\d+Z$/, 'Z')}`;
      const what = {
        ...{ repo, signal, permission: 'Actions: read', once: true },
        ...{ key: `runs of ${workflowId}`, schema: base.RunPage },
      };
      const { value } = await read(client, what, ({ rest }, common) =>
        rest.actions.listWorkflowRuns({
          ...common,
          ...{ workflow_id: Number(workflowId), event: 'workflow_dispatch', created, per_page: 30 },
        }),
      );
      return value;
    },
  };
}
