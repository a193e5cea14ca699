import type { RuleSpec } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { DefaultRule } from './defaults.ts';
import type { StoredRule } from './rule.ts';

interface Row extends Record<string, unknown> {
  id: string;
  version: number;
  spec: RuleSpec;
  origin: StoredRule['origin'];
  updated_at: string;
  updated_by: string;
  deleted_at: string | null;
}

/** A rule as it was at some time. */
export interface RuleVersion {
  readonly version: number;
  readonly spec: RuleSpec;
  readonly at: number;
  readonly by: string;
}

/** A rule that may have been deleted. */
export type KeptRule = StoredRule & { readonly deletedAt: number | null };

/** One that was deleted; `updatedBy` did it. */
export type DeletedRule = StoredRule & { readonly deletedAt: number };

export interface Write {
  readonly id: string;
  readonly spec: RuleSpec;
  readonly by: string;
  readonly at: number;
}

/** The rules of one workspace with every version they had. */
export function ruleStore(tx: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { seed, list, deleted, find, insert, update, remove, versions, mark };

  /** Adds the default rules that were never here; what people changed or deleted stays so. */
  async function seed(defaults: readonly DefaultRule[], at: number): Promise<void> {
    for (const { id, spec } of defaults) await insert({ id, spec, at, by: 'SmartOpsAgent' }, 'catalogue');
  }

  async function list(): Promise<StoredRule[]> {
    const { rows } = await tx.execute<Row>(sql`
      select * from rule where workspace_id = ${workspace} and deleted_at is null order by id`);
    return rows.map(toRule);
  }

  /** Those that were deleted last, newest first. */
  async function deleted(limit: number): Promise<DeletedRule[]> {
    const { rows } = await tx.execute<Row>(sql`
      select * from rule where workspace_id = ${workspace} and deleted_at is not null
      order by deleted_at desc, id limit ${limit}`);
    return rows.map(toRule).map(({ deletedAt, ...rule }) => ({ ...rule, deletedAt: deletedAt ?? 0 }));
  }

  async function find(id: string): Promise<KeptRule | undefined> {
    const { rows } = await tx.execute<Row>(
      sql`select * from rule where workspace_id = ${workspace} and id = ${id}`,
    );
    return rows[0] && toRule(rows[0]);
  }

  /** Undefined when the id is taken. */
  async function insert(
    { id, spec, by, at }: Write,
    origin: StoredRule['origin'],
  ): Promise<KeptRule | undefined> {
    const { rows } = await tx.execute<Row>(sql`
      insert into rule (workspace_id, id, version, spec, origin, updated_at, updated_by)
      values (${workspace}, ${id}, 1, ${JSON.stringify(spec)}::jsonb, ${origin}, ${at}, ${by})
      on conflict do nothing returning *`);
    return rows[0] && keepVersion(toRule(rows[0]));
  }

  /** The next version, also of one that was deleted; undefined when somebody else wrote meanwhile. */
  async function update({ id, spec, by, at }: Write, version: number): Promise<KeptRule | undefined> {
    const { rows } = await tx.execute<Row>(sql`
      update rule set version = version + 1, spec = ${JSON.stringify(spec)}::jsonb, updated_at = ${at},
        updated_by = ${by}, deleted_at = null
      where workspace_id = ${workspace} and id = ${id} and version = ${version} returning *`);
    return rows[0] && keepVersion(toRule(rows[0]));
  }

  /** False when it is not there. */
  async function remove(id: string, { by, at }: Pick<Write, 'by' | 'at'>): Promise<boolean> {
    const { rowCount } = await tx.execute(sql`
      update rule set deleted_at = ${at}, updated_at = ${at}, updated_by = ${by}
      where workspace_id = ${workspace} and id = ${id} and deleted_at is null`);
    return rowCount === 1;
  }

  /** Newest first. */
  async function versions(id: string): Promise<RuleVersion[]> {
    const { rows } = await tx.execute<Pick<Row, 'version' | 'spec'> & { at: string; by: string }>(sql`
      select version, spec, at, by from rule_version
      where workspace_id = ${workspace} and rule_id = ${id} order by version desc`);
    return rows.map((row) => ({ ...row, at: Number(row.at) }));
  }

  /** How many there are, and a text that is another one after every change, whoever made it. */
  async function mark(): Promise<{ readonly total: number; readonly stamp: string }> {
    const { rows } = await tx.execute<{ total: number; stamp: string }>(sql`
      select (count(*) - count(deleted_at))::int as total,
        concat_ws(' ', count(*), sum(version), count(deleted_at), max(updated_at)) as stamp
      from rule where workspace_id = ${workspace}`);
    const [{ total = 0, stamp = '' } = {}] = rows;
    return { total, stamp };
  }

  async function keepVersion(rule: KeptRule): Promise<KeptRule> {
    await tx.execute(sql`
      insert into rule_version (workspace_id, rule_id, version, spec, at, by)
      values (${workspace}, ${rule.id}, ${rule.version}, ${JSON.stringify(rule.spec)}::jsonb, ${rule.updatedAt},
        ${rule.updatedBy})`);
    return rule;
  }
}

function toRule({ id, version, spec, origin, updated_at, updated_by, deleted_at }: Row): KeptRule {
  return {
    ...{ id, version, spec, origin },
    updatedAt: Number(updated_at),
    updatedBy: updated_by,
    deletedAt: deleted_at === null ? null : Number(deleted_at),
  };
}
