import { DeployRule } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';

/** The version that holds. */
export interface RulesNow {
  readonly version: number;
  readonly rules: readonly DeployRule[];
  readonly savedAt: number | null;
  readonly savedBy: string | null;
  /** The run up to which what is stored was brought in line; null when all of it is. */
  readonly settledTo: string | null;
}

interface Row extends Record<string, unknown> {
  version: number;
  settled_to: string | null;
  rules: unknown;
  saved_at: string | null;
  saved_by: string | null;
}

const keptVersions = 100;
const locks = { none: sql``, share: sql`for share of holds`, update: sql`for update of holds` };

/** The rules that say which runs are deployments, and all that held before. */
export function deployRuleStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { now, rules: async () => (await now()).rules, rulesOf, save, settled };

  /** With `share` no other version can be saved before the end of the transaction, with `update` nobody reads on either. */
  async function now(lock: keyof typeof locks = 'none'): Promise<RulesNow> {
    const { rows } = await database.execute<Row>(sql`
      select holds.version, holds.settled_to, saved.rules, saved.saved_at, saved.saved_by
      from deploy_rules_now as holds
      left join deploy_rules as saved
        on saved.workspace_id = holds.workspace_id and saved.version = holds.version
      where holds.workspace_id = ${workspace} ${locks[lock]}`);
    const [row] = rows;
    return {
      version: row?.version ?? 0,
      rules: rulesIn(row?.rules),
      savedAt: row?.saved_at ? Number(row.saved_at) : null,
      savedBy: row?.saved_by ?? null,
      settledTo: row?.settled_to ?? null,
    };
  }

  /** Undefined when that version is not kept; before the first there were none. */
  async function rulesOf(version: number): Promise<readonly DeployRule[] | undefined> {
    if (version === 0) return [];
    const { rows } = await database.execute<{ rules: unknown }>(sql`
      select rules from deploy_rules where workspace_id = ${workspace} and version = ${version}`);
    return rows[0] && rulesIn(rows[0].rules);
  }

  /** In the place of what was locked for update; all that is stored is then to be brought in line. */
  async function save(
    version: number,
    rules: readonly DeployRule[],
    { at, by }: { readonly at: number; readonly by: string },
  ): Promise<void> {
    await database.execute(sql`
      insert into deploy_rules (workspace_id, version, rules, saved_at, saved_by)
      values (${workspace}, ${version}, ${JSON.stringify(rules)}::jsonb, ${at}, ${by})`);
    await database.execute(sql`
      insert into deploy_rules_now (workspace_id, version, settled_to) values (${workspace}, ${version}, '')
      on conflict (workspace_id) do update set version = excluded.version, settled_to = excluded.settled_to`);
    await database.execute(sql`
      delete from deploy_rules where workspace_id = ${workspace} and version <= ${version - keptVersions}`);
  }

  async function settled(to: string | null): Promise<void> {
    await database.execute(sql`
      update deploy_rules_now set settled_to = ${to} where workspace_id = ${workspace}`);
  }
}

const rulesIn = (json: unknown): readonly DeployRule[] => DeployRule.array().parse(json ?? []);
