import { randomUUID } from 'node:crypto';
import type { Severity } from '@smartops/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { AlertChange, AlertFilter, Decision, Finding, StoredAlert } from './alert.ts';

interface Row extends Record<string, unknown> {
  id: string;
  fingerprint: string;
  rule_id: string;
  rule_version: number;
  resource_id: string;
  resource_name: string;
  connection_id: string;
  account: string | null;
  region: string | null;
  url: string | null;
  metric: string | null;
  unit: string;
  severity: Severity;
  title: string;
  message: string;
  value: number | null;
  limit_value: number | null;
  labels: Record<string, string>;
  runbook: string | null;
  state: 'firing' | 'resolved';
  started_at: string;
  fired_at: string | null;
  resolved_at: string | null;
  changed_before: StoredAlert['changedBefore'];
  acknowledged_at: string | null;
  acknowledged_by: string | null;
  owner: string | null;
  snoozed_until: string | null;
  silence_id: string | null;
  dismissal: StoredAlert['dismissal'];
  flaps: number;
  incident_id: string | null;
}

type Ending = Extract<Decision, { kind: 'resolve' }>;

/** The alerts of one workspace. */
export function alertStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { apply, list, firingIds };

  /** Carries decisions out and says what changed; deciding the same twice changes nothing. */
  async function apply(decisions: readonly Decision[]): Promise<AlertChange[]> {
    const changes: AlertChange[] = [];
    for (const decision of decisions) {
      const change = decision.kind === 'fire' ? await fire(decision.finding) : await resolve(decision);
      if (change) changes.push(change);
    }
    return changes;
  }

  async function fire(finding: Finding): Promise<AlertChange | undefined> {
    const { fingerprint, ruleId, ruleVersion, resourceId, resourceName, connectionId, account, region } =
      finding;
    const { rows } = await database.execute<Row & { began: boolean }>(sql`
      insert into alert (workspace_id, id, fingerprint, rule_id, rule_version, resource_id, resource_name, connection_id,
        account, region, url, metric, unit, severity, title, message, value, limit_value, labels, runbook, state,
        started_at, fired_at)
      values (${workspace}, ${randomUUID()}, ${fingerprint}, ${ruleId}, ${ruleVersion}, ${resourceId}, ${resourceName},
        ${connectionId}, ${account}, ${region}, ${finding.url}, ${finding.metric}, ${finding.unit}, ${finding.severity},
        ${finding.title}, ${finding.message}, ${finding.value}, ${finding.limit}, ${JSON.stringify(finding.labels)}::jsonb,
        ${finding.runbook}, 'firing', ${finding.startedAt}, ${finding.startedAt})
      on conflict (workspace_id, fingerprint) where state = 'firing' do update
      set severity = excluded.severity, title = excluded.title, message = excluded.message, value = excluded.value
      where (alert.severity, alert.title, alert.message) is distinct from
        (excluded.severity, excluded.title, excluded.message)
      returning *, xmax = 0 as began`);
    const [row] = rows;
    return row && { change: row.began ? 'fired' : 'changed', alert: toStored(row) };
  }

  async function resolve({ fingerprint, at }: Ending): Promise<AlertChange | undefined> {
    const [alert] = await read(sql`
      update alert set state = 'resolved', resolved_at = greatest(started_at, ${at}::bigint)
      where workspace_id = ${workspace} and fingerprint = ${fingerprint} and state = 'firing' returning *`);
    return alert && { change: 'resolved', alert };
  }

  /** Newest first. */
  async function list({ state, severity, source, acknowledged, limit }: AlertFilter): Promise<StoredAlert[]> {
    return read(sql`
      select * from alert where workspace_id = ${workspace}
        and (${state} = 'all' or state = ${state})
        and (${severity ?? null}::text is null or severity = ${severity ?? null})
        and (${source ?? null}::text is null or connection_id = ${source ?? null})
        and (${acknowledged ?? null}::boolean is null or (acknowledged_at is not null) = ${acknowledged ?? null})
      order by started_at desc, id limit ${limit}`);
  }

  async function firingIds(): Promise<Set<string>> {
    const { rows } = await database.execute<{ id: string }>(
      sql`select id from alert where workspace_id = ${workspace} and state = 'firing'`,
    );
    return new Set(rows.map(({ id }) => id));
  }

  async function read(statement: SQL): Promise<StoredAlert[]> {
    return (await database.execute<Row>(statement)).rows.map(toStored);
  }
}

const timeOrNull = (text: string | null) => (text === null ? null : Number(text));

function toStored(row: Row): StoredAlert {
  const { id, fingerprint, metric, unit, severity, title, message, value, labels, runbook, state } = row;
  const { account, region, url, owner, dismissal, flaps } = row;
  const startedAt = Number(row.started_at);
  const acknowledgedAt = timeOrNull(row.acknowledged_at);
  return {
    ...{ id, fingerprint, metric, unit, severity, title, message, value, labels, runbook, state },
    ...{ account, region, url, owner, dismissal, flaps, startedAt },
    ruleId: row.rule_id,
    ruleVersion: row.rule_version,
    resourceId: row.resource_id,
    resourceName: row.resource_name,
    connectionId: row.connection_id,
    limit: row.limit_value,
    firedAt: timeOrNull(row.fired_at) ?? startedAt,
    resolvedAt: timeOrNull(row.resolved_at),
    changedBefore: row.changed_before,
    acknowledgement: acknowledgedAt === null ? null : { by: row.acknowledged_by ?? '', at: acknowledgedAt },
    snoozedUntil: timeOrNull(row.snoozed_until),
    silenceId: row.silence_id,
    incidentId: row.incident_id,
  };
}
