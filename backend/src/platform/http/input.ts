import { AppError } from '../errors.ts';

const maxDepth = 32;

interface Parts {
  readonly query: unknown;
  readonly body: unknown;
  readonly params: unknown;
}

/** All that a request says as one object; the path wins over the body, the body over the query. Throws AppError. */
export function inputOf({ query, body, params }: Parts): Record<string, unknown> {
  if (body !== undefined && body !== null && (typeof body !== 'object' || Array.isArray(body)))
    throw new AppError('invalid', 'The request body must be a JSON object');
  const input = { ...Object(query), ...Object(body), ...Object(params) };
  inspect(input, 0);
  return input;
}

/** Refuses what no field may hold: null characters, which PostgreSQL cannot store, and bottomless nesting. */
function inspect(value: unknown, depth: number): void {
  if (typeof value === 'string' && value.includes('\0'))
    throw new AppError('invalid', 'Text must not contain null characters');
  if (typeof value !== 'object' || value === null) return;
  if (depth >= maxDepth) throw new AppError('invalid', 'The request body is nested too deeply');
  for (const inner of Object.values(value)) inspect(inner, depth + 1);
}
