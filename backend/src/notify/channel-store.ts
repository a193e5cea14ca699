import type { Cap, ChannelKind, NotifyPolicy } from '@smartops/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { Sql } from './sql.ts';

/** A channel without its secrets. */
export interface StoredChannel {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly enabled: boolean;
  readonly cap: Cap;
  readonly settings: ChannelSettings;
  readonly version: number;
}

export interface ChannelSettings {
  readonly recipients: readonly string[];
  /** What may be shown of the address and of the key. */
  readonly address: string;
  readonly signing: string | null;
}

export interface Change {
  readonly at: number;
  readonly by: string;
}

interface Row extends Record<string, unknown> {
  id: string;
  kind: ChannelKind;
  name: string;
  enabled: boolean;
  cap: Cap;
  settings: ChannelSettings;
  version: number;
}

export interface StoredPolicy {
  readonly version: number;
  readonly policy: NotifyPolicy;
  readonly at: number;
  readonly by: string;
}

/** The channels and the routes of one workspace; each write says which version it changes. */
export function channelStore(database: Pick<Sql, 'execute'>, workspace = 'default') {
  return { list, find, findKept, add, update, remove, restore, forgotten, forget, policy, putPolicy };

  async function list(): Promise<StoredChannel[]> {
    return read(sql`
      select * from channel where workspace_id = ${workspace} and deleted_at is null order by lower(name), id`);
  }

  async function find(id: string): Promise<StoredChannel | undefined> {
    const [found] = await read(sql`
      select * from channel where workspace_id = ${workspace} and id = ${id} and deleted_at is null`);
    return found;
  }

  /** Also one that was removed and can still come back. */
  async function findKept(
    id: string,
  ): Promise<{ readonly channel: StoredChannel; readonly removed: boolean } | undefined> {
    const [there, gone] = [
      await find(id),
      await read(sql`select * from channel where workspace_id = ${workspace} and id = ${id}`),
    ];
    const channel = there ?? gone[0];
    return channel && { channel, removed: there === undefined };
  }

  /** Undefined when there is one of that id. */
  async function add(one: StoredChannel, { at, by }: Change): Promise<StoredChannel | undefined> {
    const [added] = await read(sql`
      insert into channel (workspace_id, id, kind, name, enabled, settings, cap, version, updated_at, updated_by)
      values (${workspace}, ${one.id}, ${one.kind}, ${one.name}, ${one.enabled}, ${json(one.settings)}, ${json(one.cap)},
        ${one.version}, ${at}, ${by})
      on conflict do nothing returning *`);
    return added;
  }

  /** Undefined when it is no longer of that version. */
  async function update(one: StoredChannel, { at, by }: Change): Promise<StoredChannel | undefined> {
    const [found] = await read(sql`
      update channel set name = ${one.name}, enabled = ${one.enabled}, settings = ${json(one.settings)},
        cap = ${json(one.cap)}, version = version + 1, updated_at = ${at}, updated_by = ${by}
      where workspace_id = ${workspace} and id = ${one.id} and version = ${one.version} and deleted_at is null returning *`);
    return found;
  }

  async function remove({ id, version }: Pick<StoredChannel, 'id' | 'version'>, { at, by }: Change) {
    const [found] = await read(sql`
      update channel set deleted_at = ${at}, version = version + 1, updated_at = ${at}, updated_by = ${by}
      where workspace_id = ${workspace} and id = ${id} and version = ${version} and deleted_at is null returning *`);
    return found;
  }

  async function restore(id: string, { at, by }: Change): Promise<StoredChannel | undefined> {
    const [found] = await read(sql`
      update channel set deleted_at = null, version = version + 1, updated_at = ${at}, updated_by = ${by}
      where workspace_id = ${workspace} and id = ${id} and deleted_at is not null returning *`);
    return found;
  }

  /** Those removed before a moment. */
  async function forgotten(before: number): Promise<StoredChannel[]> {
    return read(sql`select * from channel where workspace_id = ${workspace} and deleted_at < ${before}`);
  }

  async function forget(id: string): Promise<void> {
    await database.execute(sql`
      delete from channel where workspace_id = ${workspace} and id = ${id} and deleted_at is not null`);
  }

  /** Undefined as long as nobody has changed them. */
  async function policy(): Promise<StoredPolicy | undefined> {
    const { rows } = await database.execute<PolicyRow>(
      sql`select * from notify_policy where workspace_id = ${workspace}`,
    );
    return rows[0] && toPolicy(rows[0]);
  }

  /** `version` is the one it replaces, 0 for none. Undefined when somebody else was faster. */
  async function putPolicy(spec: NotifyPolicy, version: number, { at, by }: Change) {
    const { rows } = await database.execute<PolicyRow>(
      version === 0
        ? sql`insert into notify_policy (workspace_id, version, spec, updated_at, updated_by)
            values (${workspace}, 1, ${json(spec)}, ${at}, ${by}) on conflict do nothing returning *`
        : sql`update notify_policy set version = version + 1, spec = ${json(spec)}, updated_at = ${at}, updated_by = ${by}
            where workspace_id = ${workspace} and version = ${version} returning *`,
    );
    return rows[0] && toPolicy(rows[0]);
  }

  async function read(statement: SQL): Promise<StoredChannel[]> {
    const { rows } = await database.execute<Row>(statement);
    return rows.map(({ id, kind, name, enabled, cap, settings, version }) => ({
      ...{ id, kind, name, enabled, cap, settings, version },
    }));
  }
}

interface PolicyRow extends Record<string, unknown> {
  version: number;
  spec: NotifyPolicy;
  updated_at: string;
  updated_by: string;
}

const toPolicy = ({ version, spec, updated_at, updated_by }: PolicyRow): StoredPolicy => ({
  ...{ version, policy: spec, at: Number(updated_at), by: updated_by },
});
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;
