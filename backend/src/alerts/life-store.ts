import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { StoredAlert } from './alert.ts';
import type { StoredStep } from './lifecycle.ts';
import { type AlertRow, toRow, toStored } from './row.ts';

export type Sql = Pick<NodePgDatabase, 'execute'>;

/** A step with the alert it belongs to. */
export type AlertStepRow = StoredStep & { readonly alertId: string };

// What never changes after an alert has begun, and what may. `incident_id` is the incidents' own.
const fixed =
  sql.raw(`id text, fingerprint text, rule_id text, resource_id text, resource_name text, connection_id text,
  account text, region text, metric text, unit text, started_at bigint, fired_at bigint, changed_before jsonb`);
const fixedNames =
  sql.raw(`id, fingerprint, rule_id, resource_id, resource_name, connection_id, account, region, metric,
  unit, started_at, fired_at, changed_before`);
const moving = [
  ...['rule_version int', 'url text', 'severity text', 'title text', 'message text', 'value float8'],
  ...['limit_value float8', 'labels jsonb', 'runbook text', 'state text', 'resolved_at bigint'],
  ...[
    'acknowledged_at bigint',
    'acknowledged_by text',
    'acknowledged_by_id text',
    'owner text',
    'owner_id text',
  ],
  ...['snoozed_until bigint', 'silence_id text', 'dismissal jsonb', 'flaps int', 'occurrence jsonb'],
];
const movingNames = moving.map((column) => column.split(' ')[0]);

/** Reads alerts to change them, and writes what became of them. All of it inside one transaction. */
export function lifeStore(database: Sql, workspace = 'default') {
  return { peek, lockLatest, lock, lockFiring, insert, save, record, demoConnections };

  /** Of each fingerprint what fires, else what ended last and not before `since`. Nobody else changes them meanwhile. */
  async function lockLatest(
    fingerprints: readonly string[],
    since: number,
  ): Promise<Map<string, StoredAlert>> {
    const found = await read(sql`fingerprint = any(${sql.param(fingerprints)}::text[])
      and (state = 'firing' or resolved_at >= ${since}) order by id for update`);
    const latest = new Map<string, StoredAlert>();
    const weight = ({ state, resolvedAt }: StoredAlert) =>
      state === 'firing' ? Number.POSITIVE_INFINITY : (resolvedAt ?? 0);
    for (const one of found) {
      const known = latest.get(one.fingerprint);
      if (!known || weight(one) > weight(known)) latest.set(one.fingerprint, one);
    }
    return latest;
  }

  function peek(id: string): Promise<StoredAlert[]> {
    return read(sql`id = ${id}`);
  }

  function lock(ids: readonly string[]): Promise<StoredAlert[]> {
    return read(sql`id = any(${sql.param(ids)}::text[]) order by id for update`);
  }

  /** All that fires, or only what has slept long enough. */
  function lockFiring(sleptUntil?: number): Promise<StoredAlert[]> {
    return read(sql`state = 'firing' and (${sleptUntil ?? null}::bigint is null or snoozed_until <= ${sleptUntil ?? null})
      order by id for update`);
  }

  /** The ids of those that could begin; the others' fingerprint began to fire elsewhere meanwhile. */
  async function insert(alerts: readonly StoredAlert[]): Promise<Set<string>> {
    if (alerts.length === 0) return new Set();
    const names = sql.raw(movingNames.join(', '));
    const { rows } = await database.execute<{ id: string }>(sql`
      insert into alert (workspace_id, ${fixedNames}, ${names})
      select ${workspace}, ${fixedNames}, ${names} from ${recordset(alerts)}
      on conflict (workspace_id, fingerprint) where state = 'firing' do nothing returning id`);
    return new Set(rows.map(({ id }) => id));
  }

  async function save(alerts: readonly StoredAlert[]): Promise<void> {
    if (alerts.length === 0) return;
    const sets = sql.raw(movingNames.map((name) => `${name} = x.${name}`).join(', '));
    await database.execute(sql`
      update alert set ${sets} from ${recordset(alerts)}
      where alert.workspace_id = ${workspace} and alert.id = x.id`);
  }

  async function record(steps: readonly AlertStepRow[]): Promise<void> {
    if (steps.length === 0) return;
    await database.execute(sql`
      insert into alert_event (workspace_id, alert_id, at, kind, by_name, text)
      select ${workspace}, "alertId", at, kind, by, text
      from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) as x("alertId" text, at bigint, kind text, by text, text text)`);
  }

  /** The demo cloud and real systems are two worlds. */
  async function demoConnections(): Promise<Set<string>> {
    const { rows } = await database.execute<{ id: string }>(
      sql`select id from connection where workspace_id = ${workspace} and demo`,
    );
    return new Set(rows.map(({ id }) => id));
  }

  async function read(condition: SQL): Promise<StoredAlert[]> {
    const { rows } = await database.execute<AlertRow>(
      sql`select * from alert where workspace_id = ${workspace} and ${condition}`,
    );
    return rows.map(toStored);
  }
}

const recordset = (alerts: readonly StoredAlert[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(alerts.map(toRow))}::jsonb) as x(${fixed}, ${sql.raw(moving.join(', '))})`;
