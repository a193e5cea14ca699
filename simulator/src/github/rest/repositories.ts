import { owner, type Service, services } from '../../world/shop.ts';
import { DAY, HOUR } from '../../world/world.ts';
import { repositoryId } from '../script/ids.ts';
import { type Answer, type Call, inRepo, iso, notFound, type RepoCall, web } from './call.ts';
import { allows } from './caller.ts';
import { paginate } from './paging.ts';
import { nodeId, organization, simpleUser } from './people.ts';
import { remembered } from './remembered.ts';

const descriptions: Record<Service, string> = {
  'checkout-api': 'Baskets, payments and refunds',
  'pricing-service': 'What everything costs, in every market',
  'storefront-web': 'The shop as customers see it',
  'search-indexer': 'Keeps the product search up to date',
  'ledger-worker': 'Books settlements and fees',
};

/** Parts of a repository's address, as GitHub lists them in every repository. */
const branches = {
  archive: '/{archive_format}{/ref}',
  assignees: '{/user}',
  blobs: 'git/blobs{/sha}',
  branches: '{/branch}',
  collaborators: '{/collaborator}',
  comments: '{/number}',
  commits: '{/sha}',
  compare: '/{base}...{head}',
  contents: '/{+path}',
  contributors: '',
  deployments: '',
  downloads: '',
  events: '',
  forks: '',
  git_commits: 'git/commits{/sha}',
  git_refs: 'git/refs{/sha}',
  git_tags: 'git/tags{/sha}',
  issue_comment: 'issues/comments{/number}',
  issue_events: 'issues/events{/number}',
  issues: '{/number}',
  keys: '{/key_id}',
  labels: '{/name}',
  languages: '',
  merges: '',
  milestones: '{/number}',
  notifications: '{?since,all,participating}',
  pulls: '{/number}',
  releases: '{/id}',
  stargazers: '',
  statuses: '/{sha}',
  subscribers: '',
  subscription: '',
  tags: '',
  teams: '',
  trees: 'git/trees{/sha}',
  hooks: '',
} as const;

/** A `minimal-repository`, as it stands in every run. */
export const minimalRepository = (api: string, repo: Service, name: string) => named(api, `${repo} ${name}`);

const named = remembered((api, key: string) => {
  const [repo, name] = key.split(' ') as [Service, string];
  const url = `${api}/repos/${owner}/${name}`;
  const urls = Object.entries(branches).map(([part, rest]) => [
    `${part}_url`,
    rest.startsWith('git/') || /^issues\//.test(rest) ? `${url}/${rest}` : `${url}/${part}${rest}`,
  ]);
  return {
    id: repositoryId(repo),
    node_id: nodeId('R', repositoryId(repo)),
    name,
    full_name: `${owner}/${name}`,
    private: true,
    owner: simpleUser(api, organization),
    html_url: `${web}/${owner}/${name}`,
    description: descriptions[repo],
    fork: false,
    url,
    ...Object.fromEntries(urls),
  };
});

export function listedRepository(call: RepoCall) {
  const { api, world, book, deeds, now, repo, name, repoWeb, token } = call;
  const pushedAt = book.commits(repo, now).at(-1)?.at ?? world.epoch;
  return {
    ...minimalRepository(api, repo, name),
    git_url: `git://github.com/${owner}/${name}.git`,
    ssh_url: `git@github.com:${owner}/${name}.git`,
    clone_url: `${repoWeb}.git`,
    svn_url: repoWeb,
    mirror_url: null,
    homepage: null,
    language: 'TypeScript',
    forks_count: 0,
    forks: 0,
    stargazers_count: 3,
    watchers_count: 3,
    watchers: 3,
    size: 4_812,
    default_branch: 'main',
    open_issues_count: 4,
    open_issues: 4,
    is_template: false,
    topics: ['harbor-goods'],
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: deeds.archivedAt.has(repo),
    disabled: false,
    visibility: 'private',
    pushed_at: iso(pushedAt),
    created_at: iso(Math.floor(world.epoch / DAY) * DAY - 900 * DAY + 9 * HOUR),
    updated_at: iso(pushedAt),
    permissions: rightsOf(token),
    license: null,
  };
}

function rightsOf(token: string | undefined) {
  const may = (permission: string) => token !== undefined && allows(token, permission);
  const admin = may('administration=write');
  const push = may('contents=write');
  return { admin, maintain: admin, push, triage: push, pull: true };
}

export function getRepository(call: RepoCall): Answer {
  const { api } = call;
  const body = {
    ...listedRepository(call),
    organization: simpleUser(api, organization),
    subscribers_count: 6,
    network_count: 0,
    allow_squash_merge: true,
    allow_merge_commit: false,
    allow_rebase_merge: false,
    delete_branch_on_merge: true,
  };
  return { body };
}

export function listRepositories(call: Call): Answer {
  if (call.params.org?.toLowerCase() !== owner) throw notFound();
  const { items, headers } = paginate(call, services.filter((repo) => !call.deeds.gone.has(repo)).sort());
  return { body: items.map((repo) => listedRepository(inRepo(call, repo))), headers };
}
