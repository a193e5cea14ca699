import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { appendTo } from './append-store.ts';
import type { Attempt, AuditFilter, AuditRow, Head } from './attempt.ts';
import { genesis } from './chain.ts';
import { type Row, toAuditRow } from './row.ts';

const pageSize = 500;

/** The audit log of one workspace. */
export function auditStore(database: Pick<NodePgDatabase, 'execute' | 'transaction'>, workspace = 'default') {
  return { workspace, append, list, count, rows, standing };

  /**
   * Adds a row, in the caller's transaction where there is one. Appends of a workspace take turns until their
   * transactions end: let it be the last step of a short one. Secrets are removed first.
   */
  async function append(attempt: Attempt): Promise<AuditRow> {
    return database.transaction((tx) => appendTo(tx, workspace, attempt));
  }

  /** Newest first; `before` is the `seq` of the last row of the page before. */
  async function list({
    before,
    limit,
    ...filter
  }: AuditFilter & { before?: number | undefined; limit: number }) {
    return read(sql`
      select * from audit where ${matches(filter)} and (${before ?? null}::bigint is null or seq < ${before ?? null})
      order by seq desc limit ${limit}`);
  }

  async function count(filter: AuditFilter): Promise<number> {
    const { rows } = await database.execute<{ count: string }>(
      sql`select count(*) from audit where ${matches(filter)}`,
    );
    return Number(rows[0]?.count);
  }

  /** Oldest first, up to `until`, without ever holding more than a page of them. */
  async function* rows(filter: AuditFilter, until: number): AsyncGenerator<AuditRow> {
    let page: AuditRow[] = [];
    let after = 0;
    do {
      page = await read(sql`
        select * from audit where ${matches(filter)} and seq > ${after} and seq <= ${until}
        order by seq limit ${pageSize}`);
      yield* page;
      after = page.at(-1)?.seq ?? until;
    } while (page.length === pageSize);
  }

  /** At one moment: the recorded end, and the last row that is really there. */
  async function standing(): Promise<{ head: Head; last: number }> {
    const { rows } = await database.execute<{ seq: string | null; hash: string | null; last: string }>(sql`
      select head.seq, head.hash,
        coalesce((select max(seq) from audit where workspace_id = ${workspace}), 0) as last
      from (select) as one left join audit_head as head on head.workspace_id = ${workspace}`);
    const { seq, hash, last } = rows[0] ?? { seq: null, hash: null, last: '0' };
    return { head: { seq: Number(seq ?? 0), hash: hash ?? genesis(workspace) }, last: Number(last) };
  }

  function matches({ actor, action, outcome, text, from, to }: AuditFilter): SQL {
    return sql`workspace_id = ${workspace}
      and (${actor ?? null}::text is null or actor_id = ${actor ?? null})
      and (${action ?? null}::text is null or starts_with(action, ${action ?? null}))
      and (${outcome ?? null}::text is null or outcome = ${outcome ?? null})
      and (${from ?? null}::bigint is null or at >= ${from ?? null})
      and (${to ?? null}::bigint is null or at < ${to ?? null})
      and (${text ?? null}::text is null or
        strpos(lower(concat_ws(chr(10), actor_name, action, target, reason, address)), lower(${text ?? null})) > 0)`;
  }

  async function read(statement: SQL): Promise<AuditRow[]> {
    return (await database.execute<Row>(statement)).rows.map(toAuditRow);
  }
}

export type AuditStore = ReturnType<typeof auditStore>;

/** Every workspace that has a log, or the end of one. */
export async function auditWorkspaces(database: Pick<NodePgDatabase, 'execute'>): Promise<string[]> {
  const { rows } = await database.execute<{ workspace_id: string }>(sql`
    select workspace_id from audit_head union select workspace_id from audit order by workspace_id`);
  return rows.map((row) => row.workspace_id);
}
