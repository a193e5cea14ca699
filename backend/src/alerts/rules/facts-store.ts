import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Subject } from './subject.ts';

export type Tx = Pick<NodePgDatabase, 'execute'>;

interface SubjectRow extends Record<string, unknown> {
  id: string;
  kind: string;
  name: string;
  connection_id: string;
  region: string | null;
  url: string | null;
  state: string | null;
  attributes: Record<string, unknown>;
  account: string | null;
  account_name: string | null;
  seen_at: string;
}

/** An alert that fires now, as far as judging needs it. */
export interface FiringAlert {
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly resourceId: string;
  readonly startedAt: number;
  readonly critical: boolean;
}

/** A series that a resource which is still there has reported. */
export interface ExpectedSeries {
  readonly resourceId: string;
  readonly metric: string;
  readonly lastAt: number;
  readonly value: number;
}

/** What resources of one kind report of a metric. */
export interface Reported {
  readonly metric: string;
  readonly kind: string;
  readonly resources: number;
  /** Of the latest readings. */
  readonly lowest: number;
  readonly highest: number;
}

/** What rules need to know besides the samples. */
export function ruleFactsStore(tx: Tx, workspace = 'default') {
  return { subjects, firing, firingByRule, expected, reported };

  /** Resources that are still there, by ids or those of a kind; with the account of their connection. */
  async function subjects(wanted: {
    readonly ids?: readonly string[];
    readonly kinds?: readonly string[];
    readonly connectionId?: string;
  }): Promise<Subject[]> {
    const ids = wanted.ids ?? null;
    const kinds = wanted.kinds ?? null;
    const connection = wanted.connectionId ?? null;
    const { rows } = await tx.execute<SubjectRow>(sql`
      select r.id, r.kind, r.name, r.connection_id, r.region, r.url, r.state, r.attributes, r.seen_at,
        a.attributes ->> 'account' as account, a.name as account_name
      from resource r left join resource a on a.workspace_id = r.workspace_id
        and a.connection_id = r.connection_id and a.kind = 'aws.account' and a.gone_at is null
      where r.workspace_id = ${workspace} and r.gone_at is null
        and (${sql.param(ids)}::text[] is null or r.id = any(${sql.param(ids)}::text[]))
        and (${sql.param(kinds)}::text[] is null or r.kind = any(${sql.param(kinds)}::text[]))
        and (${connection}::text is null or r.connection_id = ${connection})`);
    return rows.map(({ connection_id, account, account_name, seen_at, ...row }) => ({
      ...row,
      changedAt: Number(seen_at),
      connectionId: connection_id,
      accounts: [...new Set([account_name, account])].filter((one) => one !== null),
    }));
  }

  async function firing(connectionId: string): Promise<FiringAlert[]> {
    const { rows } = await tx.execute<Record<string, string>>(sql`
      select fingerprint, rule_id, rule_version, resource_id, started_at, severity from alert
      where workspace_id = ${workspace} and connection_id = ${connectionId} and state = 'firing'`);
    return rows.map((row) => ({
      fingerprint: row.fingerprint ?? '',
      ruleId: row.rule_id ?? '',
      ruleVersion: Number(row.rule_version),
      resourceId: row.resource_id ?? '',
      startedAt: Number(row.started_at),
      critical: row.severity === 'critical',
    }));
  }

  /** How many alerts fire by each rule. */
  async function firingByRule(): Promise<Map<string, number>> {
    const { rows } = await tx.execute<{ rule_id: string; count: number }>(sql`
      select rule_id, count(*)::int as count from alert
      where workspace_id = ${workspace} and state = 'firing' group by rule_id`);
    return new Map(rows.map(({ rule_id, count }) => [rule_id, count]));
  }

  /** What resources that are still there have ever reported of these metrics; of one connection, or of all. */
  async function expected(
    connectionId: string | null,
    metrics: readonly string[],
  ): Promise<ExpectedSeries[]> {
    const { rows } = await tx.execute<{
      resource_id: string;
      metric: string;
      last_at: string;
      last_value: number;
    }>(sql`
      select s.resource_id, s.metric, s.last_at, s.last_value from series s
        join resource r on r.workspace_id = s.workspace_id and r.id = s.resource_id and r.gone_at is null
      where s.workspace_id = ${workspace} and s.last_at is not null
        and (${connectionId}::text is null or r.connection_id = ${connectionId})
        and s.metric = any(${sql.param(metrics)}::text[])`);
    return rows.map((row) => ({
      resourceId: row.resource_id,
      metric: row.metric,
      lastAt: Number(row.last_at),
      value: row.last_value,
    }));
  }

  /** Every metric that resources of these connections which are still there have ever reported. */
  async function reported(connections: readonly string[]): Promise<Reported[]> {
    const { rows } = await tx.execute<Reported & Record<string, unknown>>(sql`
      select s.metric, r.kind, count(*)::int as resources, min(s.last_value) as lowest,
        max(s.last_value) as highest
      from series s
        join resource r on r.workspace_id = s.workspace_id and r.id = s.resource_id and r.gone_at is null
      where s.workspace_id = ${workspace} and s.last_at is not null
        and r.connection_id = any(${sql.param(connections)}::text[])
      group by s.metric, r.kind order by s.metric, r.kind`);
    return rows;
  }
}
