import type { DeploymentChoices, DeploymentFilter, EnvironmentCounts } from '@smartops/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { type ListedEvent, listEvents, type Range } from './listed-event-store.ts';

/** Deployments that made it usual. */
const usualOf = 20;
/** Of people there may be thousands. */
const mostAuthors = 200;

/** Deployments over all history. */
export function deploymentStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { list, counts, choices, usual };

  /** Newest first. */
  function list(
    connections: readonly string[],
    filter: DeploymentFilter,
    range: Range,
  ): Promise<ListedEvent[]> {
    return listEvents(database, matches(connections, filter), range);
  }

  /** How many fulfil the filter in each environment, whichever it names. */
  async function counts(
    connections: readonly string[],
    { environment: _, ...filter }: DeploymentFilter,
  ): Promise<EnvironmentCounts> {
    const { rows } = await database.execute<{ environment: keyof EnvironmentCounts; count: string }>(sql`
      select deployed_to as environment, count(*) from event where ${matches(connections, filter)} group by 1`);
    const found = Object.fromEntries(rows.map(({ environment, count }) => [environment, Number(count)]));
    return { production: 0, staging: 0, preview: 0, ...found };
  }

  async function choices(connections: readonly string[]): Promise<DeploymentChoices> {
    const { rows } = await database.execute<{ kind: keyof DeploymentChoices; name: string }>(sql`
      select kind, name from (
        select kind, name, row_number() over (partition by kind order by at desc, name) as place from (
          select coalesce(deployed_service, deployed_by) as name, max(at) as at,
            case when grouping(deployed_service) = 0 then 'services' else 'authors' end as kind
          from event where ${matches(connections, {})}
          group by grouping sets ((deployed_service), (deployed_by))) as named
        where name is not null) as placed
      where place <= ${mostAuthors} or kind = 'services'`);
    const of = (kind: keyof DeploymentChoices) =>
      rows.flatMap((row) => (row.kind === kind ? [row.name] : [])).toSorted((a, b) => a.localeCompare(b));
    return { services: of('services'), authors: of('authors') };
  }

  /** How long the last ones of a service to an environment took that went well, ms: the middle of them. By `placeOf`. */
  async function usual(places: readonly UsualPlace[]): Promise<Map<string, number>> {
    const unique = [...new Map(places.map((place) => [placeOf(place), place])).values()];
    const { rows } = await database.execute<{ resource: string; environment: string; took: string }>(sql`
      select place.resource, place.environment, percentile_disc(0.5) within group (order by last.took) as took
      from unnest(${sql.param(unique.map(({ resourceId }) => resourceId))}::text[],
        ${sql.param(unique.map(({ environment }) => environment))}::text[]) as place (resource, environment)
      cross join lateral (
        select (data ->> 'finishedAt')::bigint - at as took from event
        where workspace_id = ${workspace} and kind = 'deployment' and resource_id = place.resource
          and deployed_to = place.environment and data ->> 'status' = 'success' and data -> 'finishedAt' <> 'null'
        order by at desc limit ${usualOf}) as last
      group by place.resource, place.environment`);
    return new Map(
      rows.map(({ resource, environment, took }) => [
        placeOf({ resourceId: resource, environment }),
        Number(took),
      ]),
    );
  }

  function matches(connections: readonly string[], filter: DeploymentFilter): SQL {
    const { environment, service, status, author, text } = filter;
    const words = [...new Set(text?.split(/\s+/).filter(Boolean))];
    const conditions = [
      sql`workspace_id = ${workspace} and kind = 'deployment' and connection_id = any(${sql.param(connections)}::text[])`,
      environment && sql`deployed_to = ${environment}`,
      service && sql`deployed_service = ${service}`,
      status && sql`data ->> 'status' = ${status}`,
      author && sql`deployed_by = ${author}`,
      ...words.map((word) => sql`strpos(deployed_words, lower(${word})) > 0`),
    ];
    return sql.join(
      conditions.filter((one) => typeof one === 'object'),
      sql` and `,
    );
  }
}

export interface UsualPlace {
  readonly resourceId: string;
  readonly environment: string;
}

export const placeOf = ({ resourceId, environment }: UsualPlace): string => `${environment} ${resourceId}`;
