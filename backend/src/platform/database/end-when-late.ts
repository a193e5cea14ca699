import type { PoolClient } from 'pg';

/**
 * Ends a connection whose statement took too long. `pg` only stops waiting: inside a transaction the connection would go
 * back to the pool with the statement still running.
 */
export function endWhenLate(client: PoolClient): void {
  const query = client.query.bind(client) as (...input: unknown[]) => unknown;
  client.query = ((...input: unknown[]) => {
    const answer = query(...input);
    if (answer instanceof Promise) answer.catch((error: unknown) => isLate(error) && end(client));
    return answer;
  }) as never;
}

function isLate(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}

/** With a statement under way this cuts the line. */
function end(client: PoolClient): void {
  void (client as PoolClient & { end(): Promise<void> }).end().catch(() => undefined);
}
