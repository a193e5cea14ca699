import { RuleSpec } from '@smartops/contract';
import { stringify } from 'yaml';
import type { StoredRule } from './rule.ts';

/** All rules as a file to keep; what is as usual is left out, so that a change shows in a diff. */
export function toYaml(rules: readonly Pick<StoredRule, 'id' | 'spec'>[]): string {
  const list = rules.map(({ id, spec }) => ({ id, ...withoutUsual(spec) }));
  return `# Rules of SmartOpsAgent. Durations are in milliseconds, values in the metric's own unit.\n${stringify({ rules: list })}`;
}

function withoutUsual({ enabled, noData, ...rest }: RuleSpec): Record<string, unknown> {
  return prune({
    ...rest,
    enabled: enabled ? null : enabled,
    noData: noData === 'keep' ? null : noData,
  });
}

/** Without what is empty, all the way down. */
function prune(value: object): Record<string, unknown> {
  const entries = Object.entries(value).map(([key, one]) => [key, isPlain(one) ? prune(one) : one] as const);
  const isEmpty = (one: unknown) =>
    one === null || (typeof one === 'object' && Object.keys(one).length === 0);
  return Object.fromEntries(entries.filter(([, one]) => !isEmpty(one)));
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One entry of such a file. */
export const RuleEntry = RuleSpec.extend({ id: RuleSpec.shape.name.optional() });

/** A rule as a file has it, or why it is none. */
export interface Read {
  readonly name: string;
  readonly id: string | undefined;
  readonly spec: RuleSpec | undefined;
  readonly notes: readonly string[];
}
