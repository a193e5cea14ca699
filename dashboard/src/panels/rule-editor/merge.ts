import type { RuleSpec } from '@smartops/contract';
import { changesBetween } from './changes.ts';

/** The fields that two people changed at once. */
export function sharedPaths(base: RuleSpec, mine: RuleSpec, theirs: RuleSpec): string[] {
  const other = new Set(changesBetween(base, theirs).map(({ path }) => path));
  return changesBetween(base, mine)
    .map(({ path }) => path)
    .filter((path) => other.has(path));
}

/** What one wrote on top of what the other saved; undefined where both changed the same, or the kind of rule. */
export function merged(base: RuleSpec, mine: RuleSpec, theirs: RuleSpec): RuleSpec | undefined {
  const isOneKind =
    base.condition.kind === mine.condition.kind && base.condition.kind === theirs.condition.kind;
  if (!isOneKind || sharedPaths(base, mine, theirs).length > 0) return undefined;
  return changesBetween(base, mine).reduce(
    (spec, { path }) => withAt(spec, path.split('.'), at(mine, path.split('.'))),
    theirs,
  );
}

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => Object(inner)[key], value);

function withAt<Value extends object>(
  value: Value,
  [key = '', ...rest]: readonly string[],
  next: unknown,
): Value {
  const inner = rest.length === 0 ? next : withAt(Object(value)[key] as object, rest, next);
  return { ...value, [key]: inner };
}
