import { type Fault, limitFaults, type RuleSpec } from '@smartops/contract';
import { missing } from './kinds/index.ts';

/** What is wrong with a rule beyond its form; empty when it can be saved. */
export function faultsOf({ condition }: RuleSpec): Fault[] {
  const reason = missing(condition.kind);
  return reason ? [{ path: ['condition', 'kind'], message: reason }] : limitFaults(condition);
}
