import { owner, type Service, services } from '../../world/shop.ts';
import { type Answer, type Call, notFound, type RepoCall } from './call.ts';
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
export function compile(template: string): RegExp {
  const source = template.replaceAll(
    /\{(\+?)(\w+)\}/g,
    (_, rest, name) => `(?<${name}>${rest ? '.+' : '[^/]+'})`,
  );
  return new RegExp(`^/api/v3${source}/?$`);
}

type RepositoryRoute = Omit<Route, 'path' | 'answer'> & { readonly answer: (call: RepoCall) => Answer };

export function inRepository(template: string, { answer, ...route }: RepositoryRoute): Route {
  return {
    ...route,
    path: compile(`/repos/{owner}/{repo}${template}`),
    answer: (call) => answer({ ...call, repo: repositoryOf(call) }),
  };
}

/** The same operation where it changes something. */
export const writing = (route: RepositoryRoute, method: Method = 'POST'): RepositoryRoute => ({
  ...route,
  method,
  permission: route.permission.replace('=read', '=write'),
});

/** A private repository that the asker may not see does not exist. */
function repositoryOf({ token, params }: Call): Service {
  const name = params.repo?.toLowerCase();
  const repo = services.find((one) => one === name);
  if (!repo || token === undefined || params.owner?.toLowerCase() !== owner) throw notFound();
  return repo;
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
