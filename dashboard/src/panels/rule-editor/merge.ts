import type { RuleSpec } from '@smartops/contract';

/** Fields that are one thing to people, whatever they hold. */
const whole = new Set(['labels', 'scope.tags', 'condition.atLeast']);

/** What one wrote on top of what the other saved; undefined where both changed the same, or the kind of rule. */
export function merged(base: RuleSpec, mine: RuleSpec, theirs: RuleSpec): RuleSpec | undefined {
  const kinds = new Set([base, mine, theirs].map(({ condition }) => condition.kind));
  const other = new Set(changedPaths(base, theirs));
  const own = changedPaths(base, mine);
  if (kinds.size > 1 || own.some((path) => other.has(path))) return undefined;
  return own.reduce((spec, path) => withAt(spec, path.split('.'), at(mine, path.split('.'))), theirs);
}

/** The fields in which two rules of one kind differ. */
function changedPaths(before: RuleSpec, after: RuleSpec): string[] {
  const [old, next] = [leavesOf(before), leavesOf(after)];
  return [...old.keys()].filter((path) => old.get(path) !== next.get(path));
}

function leavesOf(value: object, at = ''): Map<string, string> {
  return new Map(
    Object.entries(value).flatMap(([key, one]): [string, string][] => {
      const path = `${at}${key}`;
      const isLeaf = typeof one !== 'object' || one === null || Array.isArray(one) || whole.has(path);
      return isLeaf ? [[path, JSON.stringify(sorted(one))]] : [...leavesOf(one, `${path}.`)];
    }),
  );
}

const sorted = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

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
