import { RuleSpec, ruleEntry, ruleFileHead } from '@smartops/contract';
import { stringify } from 'yaml';
import type { StoredRule } from './rule.ts';

/** All rules as a file to keep. */
export function toYaml(rules: readonly Pick<StoredRule, 'id' | 'spec'>[]): string {
  return `${ruleFileHead}\n${stringify({ rules: rules.map(({ id, spec }) => ruleEntry(id, spec)) })}`;
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
