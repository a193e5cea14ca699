import { DAY } from '../../world/world.ts';
import { type Answer, type Call, GitHubError, iso } from './call.ts';
import { callerOf } from './caller.ts';
import { simpleUser } from './people.ts';
import type { Quotas } from './quota.ts';

/** Whose token it is. */
export function getUser({ api, token, world }: Call): Answer {
  if (token === undefined) throw new GitHubError(401, 'Requires authentication');
  const caller = callerOf(token);
  return {
    body: {
      ...simpleUser(api, caller),
      name: caller.name,
      company: 'Harbor Goods',
      blog: '',
      location: null,
      email: null,
      hireable: null,
      bio: null,
      twitter_username: null,
      public_repos: 2,
      public_gists: 0,
      followers: 14,
      following: 9,
      created_at: iso(world.epoch - 2_900 * DAY),
      updated_at: iso(world.epoch - 12 * DAY),
    },
  };
}

export function getRateLimit({ token, now }: Call, quotas: Quotas): Answer {
  const { limit, used, remaining, reset } = quotas.read(token, now);
  const core = { limit, used, remaining, reset };
  const other = (most: number) => ({ limit: most, used: 0, remaining: most, reset });
  const resources = {
    core,
    search: other(30),
    graphql: other(5_000),
    integration_manifest: other(5_000),
    code_search: other(10),
    actions_runner_registration: other(10_000),
    scim: other(15_000),
  };
  return { body: { resources, rate: core } };
}
