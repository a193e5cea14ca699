import type { RunPlan } from '../script/plan.ts';
import type { Answer, RepoCall } from './call.ts';
import { commitAt } from './commits.ts';
import { paginate } from './paging.ts';
import { nodeId } from './people.ts';

/** Every version that was built is a tag; newest first. */
export function listTags(call: RepoCall): Answer {
  const { repoUrl, book, repo, now } = call;
  const { items, headers } = paginate(call, [...book.tags(repo, now)].toReversed());
  return {
    body: items.map(([name, { sha }]) => ({
      name,
      zipball_url: `${repoUrl}/zipball/refs/tags/${name}`,
      tarball_url: `${repoUrl}/tarball/refs/tags/${name}`,
      commit: { sha, url: `${repoUrl}/commits/${sha}` },
      node_id: nodeId('REF', [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1e9),
    })),
    headers,
  };
}

/** The branches that a commit is the head of. */
export function listBranchesAt(call: RepoCall): Answer {
  const { repoUrl, book, repo, now, params } = call;
  const names = new Set([
    'main',
    ...book
      .runs(repo, now)
      .filter(isOfBranch)
      .map(({ branch }) => branch),
  ]);
  const here = [...names].filter((name) => commitAt(call, name)?.sha === params.sha);
  return {
    body: here.map((name) => ({
      name,
      commit: { sha: params.sha, url: `${repoUrl}/commits/${params.sha}` },
      protected: name === 'main',
    })),
  };
}

const isOfBranch = ({ event }: RunPlan) => event === 'push' || event === 'pull_request';
