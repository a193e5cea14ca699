import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool, type PoolConfig } from 'pg';
import type { Db as JobDatabase } from 'pg-boss';
import { endWhenLate } from './end-when-late.ts';
import { nameStatements } from './named-statements.ts';
import { PgliteEngine } from './pglite-engine.ts';
import { PgliteSocket } from './pglite-socket.ts';

/** One door to PostgreSQL. Both engines speak its wire protocol, so types, errors and transactions agree. */
export interface Database {
  readonly engine: 'pglite' | 'postgresql';
  /** For stores and migrations. */
  readonly sql: NodePgDatabase;
  /** For libraries that bring their own SQL. PGlite's has one connection: never ask it from inside a transaction. */
  readonly pool: Pool;
  /** For pg-boss. */
  readonly jobs: JobDatabase;
  /** Whether it answers within two seconds. */
  isAlive(): Promise<boolean>;
  close(): Promise<void>;
}

export interface Patience {
  /** A statement that runs longer is stopped, and whoever asked gets the error. */
  readonly statementMs?: number;
  /** How long to wait for a free connection. */
  readonly connectionMs?: number;
}

const aliveMs = 2_000;

export function openPostgres(connectionString: string, patience: Patience = {}): Database {
  const { statementMs = 30_000, connectionMs = 30_000 } = patience;
  return overPool('postgresql', {
    connectionString,
    max: 10,
    statement_timeout: statementMs,
    // The server stops a statement in time; when the network is cut it cannot say so.
    query_timeout: statementMs + 5_000,
    keepAlive: true,
    connectionTimeoutMillis: connectionMs,
  });
}

/** `folder` must be locked by this process, or be `memory://`. A new one begins as a copy of the `template`, a dump of another. */
export async function openPglite(
  folder: string,
  patience: Patience = {},
  template?: string,
): Promise<Database> {
  const { statementMs = 30_000, connectionMs = 30_000 } = patience;
  const engine = new PgliteEngine(folder, template);
  await engine.worker();
  // PGlite has one session: a pool of one makes everybody wait while a transaction is open, and the
  // waiting time is bounded because a query outside the transaction that awaits it would wait for ever.
  const database = overPool('pglite', {
    stream: () => new PgliteSocket(engine) as never,
    user: 'postgres',
    database: 'postgres',
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: connectionMs,
    query_timeout: statementMs,
  });
  return {
    ...database,
    close: async () => {
      await database.close();
      await engine.close();
    },
  };
}

function overPool(engine: Database['engine'], config: PoolConfig): Database {
  const pool = new Pool(config);
  // An idle connection that breaks is replaced by the pool; unheard, the event would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    nameStatements(client);
    endWhenLate(client);
  });
  return {
    engine,
    sql: drizzle(pool),
    pool,
    jobs: {
      executeSql: async (text, values) => {
        const results: unknown = await pool.query(text, values);
        return { rows: [results].flat().flatMap((result) => (result as { rows?: unknown[] }).rows ?? []) };
      },
    },
    isAlive: () => Promise.race([answers(pool), after(aliveMs, false)]),
    close: () => pool.end(),
  };
}

function answers(pool: Pool): Promise<boolean> {
  return pool.query('select 1').then(
    () => true,
    () => false,
  );
}

function after<Value>(ms: number, value: Value): Promise<Value> {
  return new Promise((resolve) => void setTimeout(resolve, ms, value).unref());
}
