import { owner, type Service, services } from '../../world/shop.ts';
import { repositoryId } from '../script/ids.ts';
import { type Answer, type Call, GitHubError, inRepo, nameOf, notFound, type RepoCall } from './call.ts';
import type { Quotas } from './quota.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface Route {
  /** Octokit's name of the operation. */
  readonly name: string;
  /** Below https://docs.github.com/rest. */
  readonly docs: string;
  /** Of a fine-grained token. */
  readonly permission: string;
  readonly method: Method;
  readonly path: RegExp;
  readonly answer: (call: Call, quotas: Quotas) => Answer;
}

/** `{name}` stands for one part of the path, `{+name}` for the rest of it. */
export const compile = (template: string): RegExp => new RegExp(`^/api/v3${patternOf(template)}/?$`);

const patternOf = (template: string) =>
  template.replaceAll(/\{(\+?)(\w+)\}/g, (_, rest, name) => `(?<${name}>${rest ? '.+' : '[^/]+'})`);

/** A repository is known by its name and, whatever it is called, by its id. */
const byId = String.raw`/repositories/(?<repository>\d{1,15})`;
const repository = `(?:${patternOf('/repos/{owner}/{repo}')}|${byId})`;

type RepositoryRoute = Omit<Route, 'path' | 'answer'> & { readonly answer: (call: RepoCall) => Answer };

export function inRepository(template: string, { answer, ...route }: RepositoryRoute): Route {
  return {
    ...route,
    path: new RegExp(`^/api/v3${repository}${patternOf(template)}/?$`),
    answer(call) {
      const repo = repositoryOf(call);
      const changesRepository = template === '';
      if (route.method !== 'GET' && call.deeds.archivedAt.has(repo) && !changesRepository)
        throw new GitHubError(403, 'Repository was archived so is read-only.');
      return answer(inRepo(call, repo));
    },
  };
}

/** The same operation where it changes something. */
export const writing = (route: RepositoryRoute, method: Method = 'POST'): RepositoryRoute => ({
  ...route,
  method,
  permission: route.permission.replace('=read', '=write'),
});

/** A private repository that the asker may not see does not exist. */
function repositoryOf(call: Call): Service {
  const { token, params, deeds } = call;
  const isThere = (repo: Service) => !deeds.gone.has(repo) && token !== undefined;
  const byIdNow = services.find((one) => String(repositoryId(one)) === params.repository);
  const isOwn = params.owner?.toLowerCase() === owner;
  const name = isOwn ? params.repo?.toLowerCase() : undefined;
  const found = byIdNow ?? services.find((one) => nameOf(deeds, one).toLowerCase() === name);
  if (found && isThere(found)) return found;
  const former = name === undefined ? undefined : deeds.formerNames.get(name);
  if (former && isThere(former)) throw movedTo(call, former);
  throw notFound();
}

/** GitHub sends those who use an old name to the id, which stays. */
function movedTo({ api, incoming }: Call, repo: Service): GitHubError {
  const { method, path, query } = incoming;
  const rest = /^\/api\/v3\/repos\/[^/]+\/[^/]+(.*)$/.exec(path)?.[1] ?? '';
  const search = query.size > 0 ? `?${query}` : '';
  const location = `${api}/repositories/${repositoryId(repo)}${rest}${search}`;
  const isRead = method === 'GET' || method === 'HEAD';
  return new GitHubError(isRead ? 301 : 307, isRead ? 'Moved Permanently' : 'Temporary Redirect', {
    location,
  });
}

export const actions = (name: string, docs: string, answer: (call: RepoCall) => Answer): RepositoryRoute => ({
  method: 'GET',
  name: `actions.${name}`,
  docs: `actions/${docs}`,
  permission: 'actions=read',
  answer,
});
export const repos = (
  name: string,
  docs: string,
  permission: string,
  answer: (call: RepoCall) => Answer,
): RepositoryRoute => ({
  method: 'GET',
  name: `repos.${name}`,
  docs,
  permission,
  answer,
});
export const runDocs = (anchor: string) => `workflow-runs#${anchor}`;
export const jobDocs = (anchor: string) => `workflow-jobs#${anchor}`;
