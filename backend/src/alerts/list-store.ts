import type { AlertCounts, AlertStep, AlertView } from '@smartops/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { StoredAlert } from './alert.ts';
import { type AlertFilter, conditionOf, views } from './filter-store.ts';
import type { Sql } from './life-store.ts';
import type { StoredStep } from './lifecycle.ts';
import { type AlertRow, toStored } from './row.ts';

export interface AlertPage {
  readonly alerts: readonly StoredAlert[];
  readonly counts: AlertCounts;
  readonly total: number;
  readonly next: string | null;
}

/** What a person did to an alert, with what it is about. */
export interface PersonStep {
  readonly id: string;
  readonly step: StoredStep;
  readonly title: string;
  readonly connectionId: string;
}

const handful = 20_000;

/** What is shown of the alerts of one workspace; `watched` are the connections that are looked at. */
export function listStore(database: Sql, watched: readonly string[], workspace = 'default') {
  const matching = (filter: Partial<AlertFilter>) => conditionOf(filter, watched);
  return { page, worst, recent, since, hidden, find, history, countAll, personSteps };

  /** Newest first. */
  async function page(filter: AlertFilter): Promise<AlertPage> {
    const { state, limit } = filter;
    const held = matching(filter);
    const counts = await countOf(held);
    const found = await read(sql`${held} and ${views[state]} and ${beyond(filter.after)}
      order by started_at desc, id limit ${limit + 1}`);
    const alerts = found.slice(0, limit);
    const last = alerts.at(-1);
    const next = found.length > limit && last ? `${last.startedAt}~${last.id}` : null;
    return { alerts, counts, total: totalOf(counts, state), next };
  }

  /** What fires: what somebody is to be told of first, the gravest and of these the newest. */
  function worst(limit: number): Promise<StoredAlert[]> {
    return read(sql`${matching({})} and ${views.firing}
      order by (snoozed_until is null and silence_id is null) desc,
        array_position(array['critical', 'error', 'warning', 'info'], severity), started_at desc, id limit ${limit}`);
  }

  /** Newest first, whatever became of them. */
  function recent(limit: number): Promise<StoredAlert[]> {
    return read(sql`${matching({})} order by started_at desc, id limit ${limit}`);
  }

  /** What fires and what began after, newest first, as far as can be held in the hand. */
  function since(at: number): Promise<StoredAlert[]> {
    return read(sql`${matching({})} and (state = 'firing' or started_at >= ${at})
      order by started_at desc, id limit ${handful}`);
  }

  /** How many each silence keeps quiet now. */
  async function hidden(): Promise<Map<string, number>> {
    const { rows } = await database.execute<{ id: string; count: number }>(sql`
      select silence_id as id, count(*)::int as count from alert
      where workspace_id = ${workspace} and ${matching({})} and ${views.silenced} group by silence_id`);
    return new Map(rows.map(({ id, count }) => [id, count]));
  }

  async function find(id: string): Promise<StoredAlert | undefined> {
    const [found] = await read(sql`id = ${id}`);
    return found;
  }

  /** Oldest first. */
  async function history(alertId: string): Promise<AlertStep[]> {
    const { rows } = await database.execute<StepRow>(sql`
      select id, at, kind, by_name, text from alert_event
      where workspace_id = ${workspace} and alert_id = ${alertId} order by at, id limit 1000`);
    return rows.map(({ id, at, kind, by_name: by, text }) => {
      return { id: `${id}`, at: new Date(Number(at)).toISOString(), kind, by, text };
    });
  }

  function countAll(since: number): Promise<AlertCounts> {
    return countOf(matching({ since }));
  }

  /** What people did, newest first. */
  async function personSteps(limit: number): Promise<PersonStep[]> {
    const { rows } = await database.execute<StepRow & { title: string; connection_id: string }>(sql`
      select e.id, e.at, e.kind, e.by_name, e.text, a.title, a.connection_id
      from alert_event e join alert a on a.workspace_id = e.workspace_id and a.id = e.alert_id
      where e.workspace_id = ${workspace} and e.by_name is not null order by e.at desc, e.id desc limit ${limit}`);
    return rows.map(({ id, at, kind, by_name: by, text, title, connection_id: connectionId }) => ({
      id: `${id}`,
      step: { at: Number(at), kind, by, text },
      title,
      connectionId,
    }));
  }

  async function countOf(condition: SQL): Promise<AlertCounts> {
    const of = (view: AlertView, more: SQL = sql`true`) =>
      sql`count(*) filter (where ${views[view]} and ${more})::int`;
    const { rows } = await database.execute<AlertCounts & Record<string, unknown>>(sql`
      select ${of('loud')} as loud, ${of('loud', sql`acknowledged_at is null`)} as fresh, (array['critical', 'error', 'warning', 'info'])[min(
          array_position(array['critical', 'error', 'warning', 'info'], severity)) filter (
            where ${views.loud} and acknowledged_at is null)] as "freshWorst", ${of('snoozed')} as snoozed,
        ${of('silenced')} as silenced, ${of('dismissed')} as dismissed, ${of('resolved')} as resolved
      from alert where workspace_id = ${workspace} and ${condition}`);
    return (
      rows[0] ?? { loud: 0, fresh: 0, freshWorst: null, snoozed: 0, silenced: 0, dismissed: 0, resolved: 0 }
    );
  }

  async function read(condition: SQL): Promise<StoredAlert[]> {
    const { rows } = await database.execute<AlertRow>(
      sql`select * from alert where workspace_id = ${workspace} and ${condition}`,
    );
    return rows.map(toStored);
  }
}

interface StepRow extends Record<string, unknown> {
  id: string;
  at: string;
  kind: AlertStep['kind'];
  by_name: string | null;
  text: string;
}

function beyond(after: string | undefined): SQL {
  const [, at, id] = /^(\d{1,16})~(.+)$/.exec(after ?? '') ?? [];
  if (at === undefined || id === undefined) return sql`true`;
  return sql`(started_at < ${Number(at)} or (started_at = ${Number(at)} and id > ${id}))`;
}

function totalOf(counts: AlertCounts, view: AlertView): number {
  const { loud, snoozed, silenced, dismissed, resolved } = counts;
  const fires = loud + snoozed + silenced;
  return { ...{ loud, snoozed, silenced, dismissed, resolved }, firing: fires, all: fires + resolved }[view];
}
