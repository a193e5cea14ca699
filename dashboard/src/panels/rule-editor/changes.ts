import type { RuleSpec } from '@smartops/contract';
import { type RuleChange, ruleChanges } from '../../facts/rule-changes.ts';
import { isSame } from './form.ts';

/** What was changed, in words. Where an alert clears at the limit it moves along: nobody has changed that. */
export function changesOf(before: RuleSpec, after: RuleSpec): readonly RuleChange[] {
  const changes = ruleChanges(before, after);
  const only = { ...after, condition: { ...after.condition, ...clearOf(before) } } as RuleSpec;
  if (!isSame(only, after)) return changes;
  return changes.filter(({ part }) => part !== 'Over when back beyond');
}

const clearOf = ({ condition }: RuleSpec) => ('clear' in condition ? { clear: condition.clear } : {});
