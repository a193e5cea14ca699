import type { PoolClient } from 'pg';

const mostNames = 500;
const names = new Map<string, string>();

/**
 * Gives every statement with parameters a name, so that a connection parses and plans it once: without, that is most of
 * the cost of a small query.
 */
export function nameStatements(client: PoolClient): void {
  const query = client.query.bind(client) as (...input: unknown[]) => unknown;
  client.query = ((statement: unknown, values: unknown, ...rest: unknown[]) =>
    query(isNameable(statement, values) ? withName(statement) : statement, values, ...rest)) as never;
}

interface Statement {
  readonly text: string;
  readonly name?: string | undefined;
}

function isNameable(statement: unknown, values: unknown): statement is Statement {
  if (typeof statement !== 'object' || statement === null || !Array.isArray(values)) return false;
  const { text, name } = statement as Partial<Statement>;
  return typeof text === 'string' && name === undefined && values.length > 0;
}

function withName(statement: Statement): Statement {
  const known = names.get(statement.text);
  if (known) return { ...statement, name: known };
  // Texts that are made up each time would fill the server's memory.
  if (names.size >= mostNames) return statement;
  const name = `smartops_${names.size}`;
  names.set(statement.text, name);
  return { ...statement, name };
}
