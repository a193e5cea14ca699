import { DAY } from '../../world/world.ts';
import { repositoryId } from '../script/ids.ts';
import type { EnvironmentName } from '../script/plan.ts';
import { type Answer, iso, notFound, type RepoCall } from './call.ts';
import { paginate } from './paging.ts';
import { nodeId } from './people.ts';
import { repoUrl, repoWeb } from './repositories.ts';

const names: readonly EnvironmentName[] = ['preview', 'production', 'staging'];

export function listEnvironments(call: RepoCall): Answer {
  const known = environmentsOf(call);
  const { items, headers } = paginate(call, known);
  return {
    body: { total_count: known.length, environments: items.map((name) => toBody(call, name)) },
    headers,
  };
}

export function getEnvironment(call: RepoCall): Answer {
  const name = environmentsOf(call).find((one) => one === call.params.environment);
  if (!name) throw notFound();
  return { body: toBody(call, name) };
}

function environmentsOf({ book, repo, now }: RepoCall): EnvironmentName[] {
  const seen = new Set(book.deployments(repo, now).map(({ environment }) => environment));
  return names.filter((name) => seen.has(name));
}

function toBody({ api, repo, world }: RepoCall, name: EnvironmentName) {
  const id = repositoryId(repo) * 4 + names.indexOf(name);
  return {
    id,
    node_id: nodeId('EN', id),
    name,
    url: `${repoUrl(api, repo)}/environments/${name}`,
    html_url: `${repoWeb(repo)}/deployments/activity_log?environments_filter=${name}`,
    created_at: iso(world.epoch - 380 * DAY),
    updated_at: iso(world.epoch - 97 * DAY),
    protection_rules: [],
    deployment_branch_policy: null,
  };
}
