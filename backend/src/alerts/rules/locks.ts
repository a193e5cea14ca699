import type { RuleSpec } from '@smartops/contract';
import { ConflictError } from '../../platform/errors.ts';
import type { Thresholds } from '../../signals/catalogue.ts';
import { thresholdIn } from './defaults.ts';

type Name = keyof Thresholds;

/** A limit that the environment sets, by the id of its rule. */
export type Locks = ReadonlyMap<
  string,
  { readonly variable: string; readonly name: Name; readonly value: number }
>;

/** The thresholds that variables set: what they say wins over every edit. */
export function locksOf({
  thresholds,
  given,
}: {
  readonly thresholds: Thresholds;
  readonly given: ReadonlySet<string>;
}): Locks {
  const names = Object.keys(thresholds) as Name[];
  return new Map(
    names.flatMap((name) => {
      const variable = `THRESHOLD_${name.toUpperCase()}`;
      const lock = { variable, name, value: thresholds[name] };
      return given.has(variable) ? [[`threshold:${name}`, lock] as const] : [];
    }),
  );
}

/** Why a rule may not become this, null for gone; undefined when it may. All but the limit is free. */
export function lockProblem(locks: Locks, id: string, spec: RuleSpec | null): string | undefined {
  const lock = locks.get(id);
  if (!lock || (spec && thresholdIn(lock.name, spec) === lock.value)) return undefined;
  const { variable, value } = lock;
  return spec
    ? `${variable} in the environment sets the limit of this rule to ${value} %. Change it there; all else can be changed here.`
    : `${variable} in the environment sets this rule. Switch it off instead, or remove the variable first.`;
}

/** Throws ConflictError. */
export function refuseUnlocking(locks: Locks, id: string, spec: RuleSpec | null): void {
  const problem = lockProblem(locks, id, spec);
  if (problem) throw new ConflictError(problem);
}
