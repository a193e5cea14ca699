import type { Incoming } from '../../http/exchange.ts';
import { getRateLimit, getUser } from './account.ts';
import { actionsRoutes } from './actions-routes.ts';
import { hookRoutes } from './hook-routes.ts';
import { listRepositories } from './repositories.ts';
import { repositoryRoutes } from './repository-routes.ts';
import { compile, type Route } from './route.ts';

const routes: readonly Route[] = [
  {
    name: 'users.getAuthenticated',
    docs: 'users/users#get-the-authenticated-user',
    permission: 'allows_permissionless_access=true',
    method: 'GET',
    path: compile('/user'),
    answer: getUser,
  },
  {
    name: 'rateLimit.get',
    docs: 'rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user',
    permission: 'allows_permissionless_access=true',
    method: 'GET',
    path: compile('/rate_limit'),
    answer: getRateLimit,
  },
  {
    name: 'repos.listForOrg',
    docs: 'repos/repos#list-organization-repositories',
    permission: 'metadata=read',
    method: 'GET',
    path: compile('/orgs/{org}/repos'),
    answer: listRepositories,
  },
  ...actionsRoutes,
  ...repositoryRoutes,
  ...hookRoutes,
];

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export function match({ method, path }: Pick<Incoming, 'method' | 'path'>): Match | undefined {
  const asked = method === 'HEAD' ? 'GET' : method;
  for (const route of routes) {
    if (route.method !== asked) continue;
    const groups = route.path.exec(path)?.groups;
    if (groups || route.path.test(path)) return { route, params: decoded(groups ?? {}) };
  }
  return undefined;
}

function decoded(groups: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).flatMap(([name, value]) => {
      if (value === undefined) return [];
      try {
        return [[name, decodeURIComponent(value)]];
      } catch {
        return [[name, value]];
      }
    }),
  );
}
