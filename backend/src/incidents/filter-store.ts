import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { IncidentFilter } from './incident.ts';

const most = 500;

/** What a filter asks of a row of incidents. */
export function conditionOf({
  status,
  severity,
  text,
  assignee,
  service,
  since,
  until,
}: IncidentFilter): SQL {
  const conditions = [
    sql`true`,
    status && (status === 'active' ? sql`status <> 'resolved'` : sql`status = ${status}`),
    severity && sql`severity = ${severity}`,
    assignee &&
      (assignee === 'none'
        ? sql`assignee is null`
        : sql`(assignee = ${assignee} or assignee_id = ${assignee})`),
    service && sql`affected_services ? ${service}`,
    since !== undefined && sql`started_at >= ${since}`,
    until !== undefined && sql`started_at < ${until}`,
    text && said(`%${text.replace(/[\\%_]/g, '\\$&')}%`),
  ];
  return sql.join(
    conditions.filter((one) => typeof one === 'object'),
    sql` and `,
  );
}

const said = (like: string) => sql`(title ilike ${like} or message ilike ${like}
  or 'INC-' || number ilike ${like} or affected_services::text ilike ${like})`;

/** Whom incidents were assigned to and which services they hit, by name. */
export async function incidentChoices(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  const named = async (names: SQL) => {
    const { rows } = await database.execute<{ name: string }>(sql`
      select distinct name from (${names}) as one where name is not null order by name limit ${most}`);
    return rows.map(({ name }) => name);
  };
  const of = sql`from incident where workspace_id = ${workspace}`;
  const [assignees, services] = await Promise.all([
    named(sql`select assignee as name ${of}`),
    named(sql`select jsonb_array_elements_text(affected_services) as name ${of}`),
  ]);
  return { assignees, services };
}
