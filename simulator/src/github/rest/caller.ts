import { type Person, people } from '../../world/shop.ts';

/** Whose token it is: the person it names, else the one who runs the shop. */
export const callerOf = (token: string | undefined): Person =>
  Object.values(people).find(({ login }) => token?.includes(login)) ?? people.nair;

const levels = ['none', 'read', 'write'];

/** What a token may: everything, unless it names less, as `read-only` and `actions=read,deployments=none` do. */
export function allows(token: string, permission: string): boolean {
  const [name = '', wanted = 'read'] = permission.split('=');
  const named = new RegExp(`${name}=(\\w+)`).exec(token)?.[1];
  const level = named ?? (token.includes('read-only') ? 'read' : 'write');
  return levels.indexOf(level) >= levels.indexOf(wanted);
}
