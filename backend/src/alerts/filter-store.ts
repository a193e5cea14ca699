import type { AlertView, Severity } from '@smartops/contract';
import { type SQL, sql } from 'drizzle-orm';

export interface AlertFilter {
  readonly state: AlertView;
  readonly severity?: readonly Severity[] | undefined;
  readonly source?: string | undefined;
  readonly acknowledged?: boolean | undefined;
  readonly text?: string | undefined;
  readonly resource?: string | undefined;
  readonly region?: string | undefined;
  readonly owner?: string | undefined;
  readonly incident?: string | undefined;
  readonly rule?: string | undefined;
  /** Leaves out what ended before; epoch ms. */
  readonly since?: number | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

const firing = sql`state = 'firing' and dismissal is null`;
/** Of `loud` to `resolved` each alert is in exactly one. */
export const views: Readonly<Record<AlertView, SQL>> = {
  firing,
  loud: sql`${firing} and snoozed_until is null and silence_id is null`,
  snoozed: sql`${firing} and snoozed_until is not null and silence_id is null`,
  silenced: sql`${firing} and silence_id is not null`,
  dismissed: sql`state = 'firing' and dismissal is not null`,
  resolved: sql`state = 'resolved'`,
  all: sql`(state = 'resolved' or dismissal is null)`,
};

/** What a filter asks of an alert of these connections, whatever its state. */
export function conditionOf(filter: Partial<AlertFilter>, watched: readonly string[]): SQL {
  const { severity, source, acknowledged, text, resource, region, owner, incident, rule, since } = filter;
  const conditions = [
    sql`(connection_id = any(${sql.param(watched)}::text[]) or connection_id like 'sender:%')`,
    severity && sql`severity = any(${sql.param(severity)}::text[])`,
    source && sql`connection_id = ${source}`,
    acknowledged !== undefined && sql`(acknowledged_at is not null) = ${acknowledged}`,
    resource && sql`(resource_name ilike ${containing(resource)} or resource_id = ${resource})`,
    region && sql`region = ${region}`,
    owner && (owner === 'none' ? sql`owner is null` : sql`owner ilike ${containing(owner)}`),
    incident && sql`incident_id = ${incident}`,
    rule && sql`rule_id = ${rule}`,
    since !== undefined && sql`(state = 'firing' or resolved_at >= ${since})`,
    text && said(containing(text)),
  ];
  return sql.join(
    conditions.filter((one) => one !== undefined && one !== false && one !== ''),
    sql` and `,
  );
}

const said = (pattern: string) => sql`(title ilike ${pattern} or message ilike ${pattern}
  or resource_name ilike ${pattern} or rule_id ilike ${pattern} or labels::text ilike ${pattern} or exists (
    select 1 from alert_event n where n.workspace_id = alert.workspace_id and n.alert_id = alert.id
      and n.kind = 'note' and n.text ilike ${pattern}))`;

/** Anywhere in a text, with nothing in it that stands for something else. */
const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
