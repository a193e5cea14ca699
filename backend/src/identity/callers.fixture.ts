import { type Role, type Scope, Scope as scopes } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import type { Database } from '../platform/database/database.ts';
import type { Headers, people } from './open-room.fixture.ts';

/** What a route or a topic asks of its caller. */
export interface Asked {
  readonly role: Role;
  readonly scope: Scope | null;
}
export type Seen = 'in' | 'unauthorized' | 'forbidden';
type People = ReturnType<typeof people> & { readonly database: Database };

const all = scopes.options;

/** What a caller shows for a row; new each time, because some rows end the session that calls them. */
type Shows = (people: People, asked: Asked) => Promise<Headers>;
type Expected = (row: Asked) => Seen;

const stranger: Expected = ({ role }) => (role === 'public' ? 'in' : 'unauthorized');
const outsider: Expected = ({ role }) => (role === 'public' ? 'in' : 'forbidden');
const member =
  (...roles: readonly Role[]): Expected =>
  ({ role }) =>
    role === 'public' || roles.includes(role) ? 'in' : 'forbidden';
const withScope =
  (...roles: readonly Role[]): Expected =>
  (row) =>
    row.role !== 'public' && row.scope === null ? 'forbidden' : member(...roles)(row);

const signedIn =
  (role: 'viewer' | 'operator' | 'admin', workspace?: string): Shows =>
  async (room) =>
    (await room.signedIn(role, workspace)).as;
const scopeOf = ({ scope }: Asked): Scope[] => (scope ? [scope] : all);

/** Everybody who may knock, what they show and how they fare. */
export const callers: Readonly<Record<string, readonly [Shows, Expected]>> = {
  anonymous: [async () => ({}), stranger],
  viewer: [signedIn('viewer'), member('viewer')],
  operator: [signedIn('operator'), member('viewer', 'operator')],
  admin: [signedIn('admin'), member('viewer', 'operator', 'admin')],
  'an expired session': [
    async ({ person, session }) => session((await person('admin')).id, { forMs: -1 }),
    stranger,
  ],
  'a revoked session': [
    async ({ signedIn, database }) => {
      const { id, as } = await signedIn('admin');
      await database.sql.execute(sql`delete from session where user_id = ${id}`);
      return as;
    },
    stranger,
  ],
  'a member of another workspace': [signedIn('admin', 'other'), outsider],
  'a key with the scope': [
    async ({ key }, row) => (await key(scopeOf(row))).as,
    withScope('viewer', 'operator', 'admin'),
  ],
  "a viewer's key with the scope": [
    async ({ key }, row) => (await key(scopeOf(row), { role: 'viewer' })).as,
    withScope('viewer'),
  ],
  'a key without the scope': [
    async ({ key }, { scope }) => (await key(all.filter((one) => one !== scope))).as,
    outsider,
  ],
  'an expired key': [async ({ key }, row) => (await key(scopeOf(row), { forMs: -1 })).as, stranger],
  'a revoked key': [
    async ({ key, database }, row) => {
      const { id, as } = await key(scopeOf(row));
      await database.sql.execute(sql`delete from api_key where id = ${id}`);
      return as;
    },
    stranger,
  ],
};
