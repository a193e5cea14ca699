import { redact } from '../../platform/redaction/redaction.ts';
import type { Attempt, Json } from './attempt.ts';

const longestText = 1_000;
const longestDetail = 16_000;

/**
 * The attempt without secrets and in a form that the database gives back unchanged, so that its hash can be computed
 * again: much of it was typed by strangers.
 */
export function storable(attempt: Attempt): Required<Attempt> {
  const { at, actor, action, outcome, target, reason, address, requestId, detail = {} } = redact(attempt);
  return {
    at,
    actor: { kind: actor.kind, id: orNull(actor.id), name: short(actor.name) },
    action: short(action),
    target: orNull(target),
    outcome,
    reason: orNull(reason),
    address: orNull(address),
    requestId: orNull(requestId),
    detail: bounded(canonical(JSON.parse(JSON.stringify(detail)))) as Required<Attempt>['detail'],
  };
}

/** Keys in one order, and only text that PostgreSQL can hold. */
export function canonical(value: Json): Json {
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(canonical);
  const fields = Object.entries(value).map(([key, field]) => [text(key), canonical(field)] as const);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function bounded(detail: Json): Json {
  const { length } = JSON.stringify(detail);
  return length > longestDetail ? { omitted: `${length} characters` } : detail;
}

function orNull(value: string | null | undefined): string | null {
  return value == null ? null : short(value);
}

function short(value: string): string {
  return text(value.slice(0, longestText));
}

/** PostgreSQL knows neither a null character nor half a surrogate pair. */
function text(value: string): string {
  return value.replaceAll('\0', '\uFFFD').toWellFormed();
}
