import type { Severity } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { StoredScan } from './check.ts';

interface Row extends Record<string, unknown> {
  id: string;
  check_id: string;
  connection_id: string;
  status: 'passed' | 'failed';
  severity: Severity;
  resource: string;
  at: string;
  findings: { resource: string; message: string }[];
}

/** The scans of one workspace. */
export function scanStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { save, latest };

  async function save(scan: StoredScan): Promise<void> {
    await database.execute(sql`
      insert into scan (workspace_id, id, check_id, connection_id, status, severity, resource, at, findings)
      values (${workspace}, ${scan.id}, ${scan.checkId}, ${scan.connectionId}, ${scan.status}, ${scan.severity},
        ${scan.resource}, ${scan.at}, ${JSON.stringify(scan.findings)}::jsonb)`);
  }

  /** The last run of each check on each connection, newest first. */
  async function latest(): Promise<StoredScan[]> {
    const { rows } = await database.execute<Row>(sql`
      select * from (
        select distinct on (check_id, connection_id) * from scan where workspace_id = ${workspace}
        order by check_id, connection_id, at desc, id
      ) as newest order by at desc, id`);
    return rows.map((row) => ({
      id: row.id,
      checkId: row.check_id,
      connectionId: row.connection_id,
      status: row.status,
      severity: row.severity,
      resource: row.resource,
      at: Number(row.at),
      findings: row.findings,
    }));
  }
}
