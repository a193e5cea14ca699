import { owner, type Person } from '../../world/shop.ts';
import { web } from './call.ts';

export interface Account {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Bot' | 'Organization';
}

export const organization: Account = { id: 7_290_480, login: owner, type: 'Organization' };

/** A `simple-user`. */
export function simpleUser(api: string, { id, login, type }: Account) {
  const url = `${api}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: nodeId(type.slice(0, 1), id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url,
    html_url: type === 'Bot' ? `${web}/apps/${login.replace('[bot]', '')}` : `${web}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    user_view_type: 'public',
    site_admin: false,
  };
}

export const emailOf = ({ id, login }: Person) =>
  `${id}+${login.replaceAll(/[[\]]/g, '')}@users.noreply.github.com`;

export const nodeId = (kind: string, id: number | string) =>
  `${kind}_${Buffer.from(`${kind}:${id}`).toString('base64url')}`;
