import type { NodePgDatabase } from 'drizzle-orm/node-postgres';

export type Sql = Pick<NodePgDatabase, 'execute' | 'transaction'>;
