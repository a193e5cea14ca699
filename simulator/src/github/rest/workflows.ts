import type { Service } from '../../world/shop.ts';
import { DAY } from '../../world/world.ts';
import { repositoryId } from '../script/ids.ts';
import type { WorkflowKey } from '../script/plan.ts';
import { type Workflow, workflowsOf } from '../script/workflows.ts';
import { type Answer, iso, notFound, type RepoCall } from './call.ts';
import { paginate } from './paging.ts';
import { nodeId } from './people.ts';

const keys: readonly WorkflowKey[] = ['ci', 'deploy', 'staging', 'preview', 'rollback', 'nightly'];

export const workflowId = (repo: Service, key: WorkflowKey) =>
  91_000_000 + (repositoryId(repo) % 100_000) * 10 + keys.indexOf(key);

export function listWorkflows(call: RepoCall): Answer {
  const all = workflowsOf(call.repo);
  const { items, headers } = paginate(call, all);
  return {
    body: { total_count: all.length, workflows: items.map((one) => workflowBody(call, one)) },
    headers,
  };
}

export const getWorkflow = (call: RepoCall): Answer => ({ body: workflowBody(call, workflowByName(call)) });

/** The workflow a path names by its id or its file. */
export function workflowByName({ repo, params }: RepoCall): Workflow {
  const name = params.workflow ?? '';
  const found = workflowsOf(repo).find(
    ({ file, key }) => name === file || name === String(workflowId(repo, key)),
  );
  if (!found) throw notFound();
  return found;
}

export function workflowBody({ repo, repoUrl, repoWeb, world }: RepoCall, { key, name, file }: Workflow) {
  const id = workflowId(repo, key);
  return {
    id,
    node_id: nodeId('W', id),
    name,
    path: `.github/workflows/${file}`,
    state: 'active',
    created_at: iso(world.epoch - 400 * DAY),
    updated_at: iso(world.epoch - 61 * DAY),
    url: `${repoUrl}/actions/workflows/${id}`,
    html_url: `${repoWeb}/blob/main/.github/workflows/${file}`,
    badge_url: `${repoWeb}/workflows/${encodeURIComponent(name)}/badge.svg`,
  };
}
