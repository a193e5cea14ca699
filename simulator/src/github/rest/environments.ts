import { hashText } from '../../world/chance.ts';
import type { Service } from '../../world/shop.ts';
import { DAY } from '../../world/world.ts';
import { repositoryId } from '../script/ids.ts';
import { reviewersOf } from '../script/reviewers.ts';
import { type Answer, iso, notFound, type RepoCall } from './call.ts';
import { paginate } from './paging.ts';
import { nodeId, simpleUser } from './people.ts';

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

function environmentsOf({ book, repo, now }: RepoCall): string[] {
  return [...new Set(book.deployments(repo, now).map(({ environment }) => environment))].sort();
}

export const environmentId = (repo: Service, name: string) =>
  repositoryId(repo) * 10_000 + (hashText(name) % 10_000);

/** What every mention of an environment says. */
export function environmentPlace({ repo, repoUrl, repoWeb }: RepoCall, name: string) {
  const id = environmentId(repo, name);
  return {
    id,
    node_id: nodeId('EN', id),
    name,
    url: `${repoUrl}/environments/${name}`,
    html_url: `${repoWeb}/deployments/activity_log?environments_filter=${name}`,
  };
}

export const environmentTimes = ({ world }: RepoCall) => ({
  created_at: iso(world.epoch - 380 * DAY),
  updated_at: iso(world.epoch - 97 * DAY),
});

function toBody(call: RepoCall, name: string) {
  const { api, repo } = call;
  return {
    ...environmentPlace(call, name),
    ...environmentTimes(call),
    protection_rules: rulesOf(api, repo, name),
    deployment_branch_policy: null,
  };
}

function rulesOf(api: string, repo: Service, name: string) {
  const reviewers = reviewersOf(repo, name).map((one) => ({ type: 'User', reviewer: simpleUser(api, one) }));
  if (reviewers.length === 0) return [];
  const id = environmentId(repo, name) + 1;
  return [
    { id, node_id: nodeId('GA', id), type: 'required_reviewers', prevent_self_review: false, reviewers },
  ];
}
