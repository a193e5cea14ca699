import type { HistoryState } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { type ConnectionHealth, connecting, type Problem } from './health.ts';

export interface ConnectionSeed {
  readonly id: string;
  readonly source: string;
  readonly title: string;
  readonly demo: boolean;
}

/** What a collect needs to know of its connection, and the number that proves it still holds the lease. */
export interface Lease {
  readonly fence: number;
  readonly cursor: string | undefined;
  readonly health: ConnectionHealth;
  /** What people want of its older things. */
  readonly history: HistoryState;
}

interface HealthRow extends Record<string, unknown> {
  state: ConnectionHealth['state'];
  since: string;
  read_at: string | null;
  retry_at: string | null;
  failures: number;
  problems: Problem[];
}

interface Row extends HealthRow {
  fence: string;
  cursor: string | null;
  history: HistoryState;
}

/** The connections of one workspace. */
export function connectionStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { seed, restart, lease, holds, release, save, failed, healths, stopped, setHistory };

  /** Adds the connection, or gives a known one its new title. */
  async function seed({ id, source, title, demo }: ConnectionSeed, now: number): Promise<void> {
    await database.execute(sql`
      insert into connection (workspace_id, id, source, title, demo, config, state, since, failures, problems)
      values (${workspace}, ${id}, ${source}, ${title}, ${demo}, '{}', 'connecting', ${now}, 0, '[]')
      on conflict (workspace_id, id) do update
      set source = excluded.source, title = excluded.title, demo = excluded.demo`);
  }

  /** Forgets where it was and how it did: it is another system by now. Whoever holds the lease has lost it. */
  async function restart(id: string, now: number): Promise<void> {
    await database.execute(sql`
      update connection set cursor = null, fence = fence + 1, lease_owner = null, ${columns(connecting(now))}
      where workspace_id = ${workspace} and id = ${id}`);
  }

  /** The right to collect until `until`; undefined while another process has it. */
  async function lease(
    id: string,
    { owner, now, until }: { readonly owner: string; readonly now: number; readonly until: number },
  ): Promise<Lease | undefined> {
    const { rows } = await database.execute<Row>(sql`
      update connection set lease_owner = ${owner}, lease_until = ${until},
        fence = fence + case when lease_owner = ${owner} then 0 else 1 end
      where workspace_id = ${workspace} and id = ${id}
        and (lease_owner is null or lease_owner = ${owner} or lease_until < ${now})
      returning fence, cursor, history, state, since, read_at, retry_at, failures, problems`);
    return rows[0] && toLease(rows[0]);
  }

  /** Whether nobody else has taken the lease over; nobody can until the caller's transaction ends. */
  async function holds(id: string, fence: number): Promise<boolean> {
    const { rows } = await database.execute(sql`
      select 1 from connection where workspace_id = ${workspace} and id = ${id} and fence = ${fence} for share`);
    return rows.length === 1;
  }

  async function release(owner: string): Promise<void> {
    await database.execute(sql`
      update connection set lease_owner = null where workspace_id = ${workspace} and lease_owner = ${owner}`);
  }

  /** How every connection is doing, by id. */
  async function healths(): Promise<Map<string, ConnectionHealth>> {
    const { rows } = await database.execute<HealthRow & { id: string }>(sql`
      select id, state, since, read_at, retry_at, failures, problems from connection
      where workspace_id = ${workspace}`);
    return new Map(rows.map((row) => [row.id, toHealth(row)]));
  }

  /** The connections whose older things people do not want read now. */
  async function stopped(): Promise<ReadonlySet<string>> {
    const { rows } = await database.execute<{ id: string }>(
      sql`select id from connection where workspace_id = ${workspace} and history = 'stopped'`,
    );
    return new Set(rows.map(({ id }) => id));
  }

  async function setHistory(id: string, history: HistoryState): Promise<void> {
    await database.execute(sql`
      update connection set history = ${history} where workspace_id = ${workspace} and id = ${id}`);
  }

  /** Saves where to go on and how it went. False when the lease was lost: the caller must roll back. */
  async function save(
    id: string,
    fence: number,
    { cursor, health }: { readonly cursor: string | undefined; readonly health: ConnectionHealth },
  ): Promise<boolean> {
    const { rowCount } = await database.execute(sql`
      update connection set cursor = ${cursor ?? null}, ${columns(health)}
      where workspace_id = ${workspace} and id = ${id} and fence = ${fence}`);
    return rowCount === 1;
  }

  /** Saves a failure; the cursor stays where it was. */
  async function failed(id: string, fence: number, health: ConnectionHealth): Promise<void> {
    await database.execute(sql`
      update connection set ${columns(health)}
      where workspace_id = ${workspace} and id = ${id} and fence = ${fence}`);
  }
}

function columns({ state, since, readAt, retryAt, failures, problems }: ConnectionHealth) {
  return sql`state = ${state}, since = ${since}, read_at = ${readAt}, retry_at = ${retryAt},
    failures = ${failures}, problems = ${JSON.stringify(problems)}::jsonb`;
}

function toLease(row: Row): Lease {
  const { cursor, history } = row;
  return { fence: Number(row.fence), cursor: cursor ?? undefined, history, health: toHealth(row) };
}

function toHealth(row: HealthRow): ConnectionHealth {
  return {
    state: row.state,
    since: Number(row.since),
    readAt: row.read_at === null ? null : Number(row.read_at),
    retryAt: row.retry_at === null ? null : Number(row.retry_at),
    failures: row.failures,
    problems: row.problems,
  };
}
